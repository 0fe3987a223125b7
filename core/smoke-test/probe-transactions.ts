import { smokeOrganizationId as organizationId } from '#core/deployment.ts';
import { attempt } from '#core/table/commit.ts';
import { directoryKey, invitationKey } from '#core/table/keys.ts';
import { present, put, unexpected, update, type Write } from '#core/table/write.ts';

/** Whether the smoke test may write to items of one partition, and of two, in a transaction. */
type Allowed = { readonly onePartition: boolean; readonly twoPartitions: boolean };

// Neither is there, so the condition of both fails, and nothing is written.
const nothing = 'nothing';

const updateNothing = (): Write => ({
  item: update(invitationKey({ organizationId, invitationId: nothing }), { set: { probed: true } }, present),
  refusal: unexpected('probed'),
});
const putNothing = (): Write => ({ item: put(directoryKey(nothing), present), refusal: unexpected('probed') });

const isAllowed = (writes: readonly Write[]): Promise<boolean> =>
  attempt(writes).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Error && error.name === 'AccessDeniedException') return false;
      throw error;
    },
  );

/**
 * Tries transactions that IAM must let pass and a condition then refuses. Their steps are allowed for one partition each,
 * so the answers show with which partition keys IAM sees a step.
 */
export const probeTransactions = async (): Promise<Allowed> => ({
  onePartition: await isAllowed([updateNothing()]),
  twoPartitions: await isAllowed([updateNothing(), putNothing()]),
});
