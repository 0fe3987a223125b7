import * as z from 'zod';

/** Whether IAM let the smoke test's transactions pass: steps on one partition, and on two with different actions. */
export const allowedTransactions = z.object({ onePartition: z.boolean(), twoPartitions: z.boolean() });

const change = (value: string): string =>
  `set transactionKeys: '${value}' in the file of the stage and deploy (docs/decisions/0044)`;

/** Says what is wrong, in one sentence; undefined where all transactions are allowed. */
export const faultOfPermissions = ({
  onePartition,
  twoPartitions,
}: z.infer<typeof allowedTransactions>): string | undefined => {
  if (!onePartition)
    return `IAM denies every transaction: it sees no partition key of a step, or the role of smoke was changed. Where the role is as deployed, ${change('none')}.`;
  if (!twoPartitions)
    return `IAM denies transactions over two partitions: it sees the partition keys of the whole transaction at each step. So ${change('transaction')}.`;
  return undefined;
};
