import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** Linux counts processor time in hundredths of a second. */
const millisecondsPerTick = 10;

/** Fields of `/proc/<pid>/stat` after the name, which may hold spaces; undefined for a process that has ended. */
const statOf = (pid: number): readonly string[] | undefined => {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
};

const withChildren = (pid: number): readonly number[] => {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), Number(statOf(Number(name))?.[1])]),
  );
  const below = (parent: number): number[] =>
    [...parents].filter(([, of]) => of === parent).flatMap(([child]) => [child, ...below(child)]);
  return [pid, ...below(pid)];
};

/** Processor time of a process and its children, in milliseconds. */
export const processorTime = (pid: number): number =>
  withChildren(pid)
    .map((one) => statOf(one) ?? [])
    .reduce((sum, stat) => sum + (Number(stat[11] ?? 0) + Number(stat[12] ?? 0)) * millisecondsPerTick, 0);

const residentKilobytes = (pid: number): number => {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
};

/** Resident memory of a process and its children, in megabytes. */
export const residentMegabytes = (pid: number): number =>
  Math.round(withChildren(pid).reduce((sum, one) => sum + residentKilobytes(one), 0) / 1024);

/** Waits until a process and its children take less than a tenth of a processor. */
export const untilQuiet = async (pid: number): Promise<void> => {
  const lastMilliseconds = 1_000;
  for (let [before, now] = [0, processorTime(pid)]; now - before >= lastMilliseconds / 10; ) {
    await pause(lastMilliseconds);
    [before, now] = [now, processorTime(pid)];
  }
};
