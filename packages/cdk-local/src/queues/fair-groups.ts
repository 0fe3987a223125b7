/**
 * Message groups of a fair queue that use a disproportionate share of the consumers. The thresholds are the documented
 * ones; on AWS they are approximate. A message without a group is a group of its own, so it is always quiet.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues-detailed.html
 */
export type FairGroups = {
  readonly sent: (group: string) => void;
  readonly received: (group: string) => void;
  /** Called when a message was deleted or has become visible again, with the milliseconds it was in flight. */
  readonly processed: (group: string, milliseconds: number) => void;
  /** Sorts groups with visible messages by who is delivered first: quiet ones, then noisy ones by messages in flight. */
  readonly order: <G extends WaitingGroup>(
    waiting: readonly G[],
    inFlight: ReadonlyMap<string, number>,
  ) => readonly G[];
};

type WaitingGroup = { readonly group: string; readonly oldestSentAt: number };

const noisyShare = 0.1;
const noisyInFlight = 30;
const quietAfterMilliseconds = 5 * 60_000;
/** AWS documents "recent" and no number. */
const recentMilliseconds = 60_000;

type Group = { sentAt: number; milliseconds: number; updatedAt: number; noisy: boolean };

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, one) => total + one, 0);

/** Processing time that counts less the longer ago it was. */
const decayed = ({ milliseconds, updatedAt }: Group, now: number): number =>
  milliseconds * 0.5 ** ((now - updatedAt) / recentMilliseconds);

export const fairGroups = (now: () => number): FairGroups => {
  const groups = new Map<string, Group>();
  const groupOf = (name: string): Group => {
    const known = groups.get(name) ?? { sentAt: now(), milliseconds: 0, updatedAt: now(), noisy: false };
    groups.set(name, known);
    return known;
  };

  const mark = (inFlight: ReadonlyMap<string, number>): void => {
    const at = now();
    const allInFlight = sum(inFlight.values());
    const allTime = sum([...groups.values()].map((group) => decayed(group, at)));
    for (const [name, group] of groups) {
      const own = inFlight.get(name) ?? 0;
      const byConcurrency = own >= noisyInFlight && own > noisyShare * allInFlight;
      const byTime = decayed(group, at) > noisyShare * allTime;
      group.noisy = (byConcurrency || byTime) && at - group.sentAt < quietAfterMilliseconds;
    }
  };

  /** A group is quiet again, and its processing time is forgotten, when its backlog is gone. */
  const forgetEmpty = (waiting: readonly WaitingGroup[], inFlight: ReadonlyMap<string, number>): void => {
    const present = new Set([...waiting.map(({ group }) => group), ...inFlight.keys()]);
    for (const name of groups.keys()) if (!present.has(name)) groups.delete(name);
  };

  return {
    sent: (name) => {
      if (name !== '') groupOf(name).sentAt = now();
    },
    received: (name) => {
      if (name !== '') groupOf(name);
    },
    processed: (name, milliseconds) => {
      const group = groups.get(name);
      if (!group) return;
      const at = now();
      group.milliseconds = decayed(group, at) + milliseconds;
      group.updatedAt = at;
    },
    order: (waiting, inFlight) => {
      forgetEmpty(waiting, inFlight);
      mark(inFlight);
      const rank = ({ group }: WaitingGroup): number => (groups.get(group)?.noisy ? 1 + (inFlight.get(group) ?? 0) : 0);
      return [...waiting].sort((left, right) => rank(left) - rank(right) || left.oldestSentAt - right.oldestSentAt);
    },
  };
};
