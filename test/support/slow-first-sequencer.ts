import { BaseSequencer, type TestSpecification } from 'vitest/node';

// Short files, which vitest takes for short tests: begun last, they would leave the other workers idle.
const isLong = ({ moduleId }: TestSpecification): boolean => /\/test\/(model|faults)\//.test(moduleId);

/** Begins with what takes longest, so that all workers are done at about the same time. */
export class LongOnesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { long = [], short = [] } = Object.groupBy(await super.sort(files), (file) =>
      isLong(file) ? 'long' : 'short',
    );
    return [...long, ...short];
  }
}
