import { smokeOrganizationId as organizationId } from '#core/deployment.ts';
import { attempt } from '#core/table/commit.ts';
import { directoryKey, invitationKey } from '#core/table/keys.ts';
import { present, put, unexpected, update, type Write } from '#core/table/write.ts';

/** The transactions that IAM allows: on one partition, and on two. */
type Allowed = { readonly onePartition: boolean; readonly twoPartitions: boolean };

// The items do not exist, so the conditions fail and nothing is written.
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
 * Tries transactions that IAM must allow and whose condition then fails. Their steps are allowed for one partition each,
 * so the results show which partition keys IAM sees for a step.
 */
export const probeTransactions = async (): Promise<Allowed> => ({
  onePartition: await isAllowed([updateNothing()]),
  twoPartitions: await isAllowed([updateNothing(), putNothing()]),
});
