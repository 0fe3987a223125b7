import * as z from 'zod';

/** Parses which transactions IAM allowed: steps on one partition, and on two with different actions. */
export const allowedTransactions = z.object({ onePartition: z.boolean(), twoPartitions: z.boolean() });

const change = (value: string): string =>
  `set transactionKeys: '${value}' in the stage's file and deploy (docs/decisions/0044)`;

/** Returns the problem in one sentence, or undefined if all transactions are allowed. */
export const faultOfPermissions = ({
  onePartition,
  twoPartitions,
}: z.infer<typeof allowedTransactions>): string | undefined => {
  if (!onePartition)
    return `IAM denies every transaction: it sees no partition key of a step, or the role of smoke was changed. If the role is unchanged, ${change('none')}.`;
  if (!twoPartitions)
    return `IAM denies transactions over two partitions: it sees the partition keys of the whole transaction at each step. To fix this, ${change('transaction')}.`;
  return undefined;
};
