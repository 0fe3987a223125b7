import { BaseSequencer, type TestSpecification } from 'vitest/node';

// Slow tests in short files, which Vitest would start last.
const isLong = ({ moduleId }: TestSpecification): boolean => /\/test\/(model|faults)\//.test(moduleId);

/** Starts the slowest tests first, so that all workers finish at about the same time. */
export class LongOnesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { long = [], short = [] } = Object.groupBy(await super.sort(files), (file) =>
      isLong(file) ? 'long' : 'short',
    );
    return [...long, ...short];
  }
}
