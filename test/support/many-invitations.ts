import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { recordChange } from '#core/audit/record.ts';
import type { Instant } from '#core/contract/fields.ts';
import { idAt } from '#core/new-id.ts';
import { parallel } from '#core/parallel.ts';
import { client, tableName } from '#core/table/client.ts';
import { addressKey, auditEvents, invitationKey } from '#core/table/keys.ts';
import { getItem, queryAll } from '#core/table/read.ts';
import type { Item } from '#core/table/write.ts';
import { present, startOrganization, type TestOrganization } from './organization.ts';

// Maximum of BatchWriteItem.
const batchSize = 25;
const batchesAtOnce = 4;

const write = async (items: readonly Item[]): Promise<void> => {
  const requests = items.map((Item) => ({ PutRequest: { Item } }));
  await client.send(new BatchWriteCommand({ RequestItems: { [tableName()]: requests } }));
};

type Many = {
  readonly count: number;
  /** One in this number of invitations has no audit event. */
  readonly unrecordedEach: number;
};

/** Returns the items of a delivered invitation: invitation, claim and audit event. */
const invitedAndRecorded = async ({ organizationId, invite }: TestOrganization, at: Instant) => {
  const { id, email } = await invite('template@many.test', { at });
  const key = invitationKey({ organizationId, invitationId: id });
  const [invitation = {}, claim = {}] = await Promise.all([
    getItem(key),
    getItem(addressKey({ organizationId, email })),
  ]);
  await recordChange(invitation, undefined, at);
  const events = await queryAll({ partition: auditEvents(organizationId) });
  const event = events.find(({ SK }) => String(SK).includes(id)) ?? {};
  return { id, email, invitation: { ...invitation, delivery: 'delivered' }, claim, event };
};

/**
 * Creates an organization with a number of pending invitations, written in batches as copies of a real one with new ids
 * and addresses.
 */
export const organizationWithMany = async ({ count, unrecordedEach }: Many): Promise<TestOrganization> => {
  const at = present();
  const organization = await startOrganization({ at });
  const { id, email, invitation, claim, event } = await invitedAndRecorded(organization, at);
  const work = parallel(batchesAtOnce);
  let batch: Item[] = [];
  const flush = async (): Promise<void> => {
    const items = batch;
    batch = [];
    if (items.length > 0) await work.run(() => write(items));
  };
  const copies = (n: number): Item[] => {
    if (n === 0) return [invitation];
    const [ownId, address] = [idAt(at), `person-${n}@many.test`];
    return [invitation, claim, ...(n % unrecordedEach === 0 ? [] : [event])].map((item) =>
      JSON.parse(JSON.stringify(item).replaceAll(id, ownId).replaceAll(email, address)),
    );
  };
  for (let n = 0; n < count; n++) {
    const copied = copies(n);
    if (batch.length + copied.length > batchSize) await flush();
    batch.push(...copied);
  }
  await flush();
  await work.end();
  return organization;
};
