import { randomUUID } from 'node:crypto';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Context, DynamoDBRecord, PreTokenGenerationV2TriggerEvent, SQSRecord } from 'aws-lambda';
import type { Caller } from '#core/caller.ts';
import type { Instant } from '#core/contract/fields.ts';
import { recordSignIn } from '#core/members/record-sign-in.ts';
import { removeMember } from '#core/members/remove.ts';
import { addressKey, invitationKey, type Key, removedKey, userKey } from '#core/table/keys.ts';
import { getItem } from '#core/table/read.ts';
import { handler as preTokenGeneration } from '#functions/cognito/pre-token-generation.ts';
import { handler as sendInvitationEmail } from '#functions/queue/send-invitation-email.ts';
import { handler as recordDelivery } from '#functions/ses-events/record-delivery.ts';
import { handler as queueEmails } from '#functions/stream/queue-emails.ts';
import { handler as recordChanges } from '#functions/stream/record-changes.ts';
import { by, day, later, present } from '#test/support/organization.ts';
import type { Entries } from './entry.ts';
import { address, someOrganization, someone } from './people.ts';

type Images = Pick<NonNullable<DynamoDBRecord['dynamodb']>, 'NewImage' | 'OldImage'>;

// Lambda spells attribute values as the SDK does.
const image = async (key: Key) => marshall(await getItem(key)) as NonNullable<Images['NewImage']>;

const deliver = (reader: typeof recordChanges, images: Images) => async () => {
  const record = { eventID: 'event', dynamodb: { SequenceNumber: '1', ...images } };
  const { batchItemFailures } = await reader({ Records: [record] });
  if (batchItemFailures.length > 0) throw new Error('The record failed');
};

const invited = async (at?: Instant) => {
  const { invite, organizationId } = await someOrganization();
  const { email, id } = await invite(someone('ann').email, { ...(at && { at }) });
  const invitation = await image(invitationKey({ organizationId, invitationId: id }));
  return { organizationId, id, invitation, claim: await image(addressKey({ organizationId, email })) };
};

const aWeekAgo = () => later(present(), -7 * day);

const twice = (entry: Entries[string]) => async () => {
  const again = await entry();
  await again();
  return again;
};

export const queueEmailsEntries: Entries = {
  'one email': async () => deliver(queueEmails, { NewImage: (await invited()).invitation }),
};

const message = (body: object): SQSRecord => ({
  messageId: 'message',
  receiptHandle: 'receipt',
  body: JSON.stringify(body),
  attributes: {
    ApproximateReceiveCount: '1',
    SentTimestamp: String(Date.now()),
    SenderId: 'sender',
    ApproximateFirstReceiveTimestamp: String(Date.now()),
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:eu-central-1:000000000000:emails',
  awsRegion: 'eu-central-1',
});

const sendFirst =
  ({ organizationId, id: invitationId }: { readonly organizationId: string; readonly id: string }) =>
  async () => {
    const body = { organizationId, invitationId, sendNumber: 1, requestId: 'request' };
    const { batchItemFailures } = await sendInvitationEmail({ Records: [message(body)] });
    if (batchItemFailures.length > 0) throw new Error('The message failed');
  };

const mail = async () => sendFirst(await invited());

export const sendInvitationEmailEntries: Entries = {
  'one email': mail,
  'a repeated message': twice(mail),
};

const delivered = async () => {
  const { organizationId, id } = await invited();
  await sendFirst({ organizationId, id })();
  const tags = { organizationId: [organizationId], invitationId: [id], sendNumber: ['1'] };
  const detail = { eventType: 'Delivery', delivery: { timestamp: present() }, mail: { timestamp: present(), tags } };
  return () => recordDelivery({ id: 'event', source: 'aws.ses', detail }, { awsRequestId: 'request' } as Context);
};

export const recordDeliveryEntries: Entries = {
  delivered,
  'a repeated event': twice(delivered),
};

const event = async () => deliver(recordChanges, { NewImage: (await invited()).invitation });

const signIn = ({ userId, email, name, pictureUrl }: Caller) => {
  const event: PreTokenGenerationV2TriggerEvent = {
    version: '2',
    region: 'eu-central-1',
    userPoolId: 'eu-central-1_pool',
    triggerSource: 'TokenGeneration_HostedAuth',
    userName: `google_${'1'.repeat(21)}`,
    callerContext: { awsSdkVersion: '', clientId: 'client' },
    request: {
      userAttributes: { sub: userId, email, email_verified: 'true', name, picture: pictureUrl ?? '' },
      groupConfiguration: {},
    },
    response: { claimsAndScopeOverrideDetails: {} },
  };
  return () => preTokenGeneration(event, { awsRequestId: randomUUID() });
};

const eventWithTeams = async () => {
  const { invite, team, organizationId } = await someOrganization();
  const teamIds = [(await team('Design')).id, (await team('Sales')).id];
  const { id } = await invite(someone('ann').email, { teamIds });
  return deliver(recordChanges, { NewImage: await image(invitationKey({ organizationId, invitationId: id })) });
};

/** Creates a person whose sign-in stored another address, but had no time to move the membership. */
const leftToMove = async () => {
  const ann = await (await someOrganization()).joined('ann');
  await signIn(ann)();
  const username = `google_${'1'.repeat(21)}`;
  const moment = { at: present(), requestId: randomUUID() };
  await recordSignIn({ ...ann, username, email: address('lee') }, moment, () => false);
  return deliver(recordChanges, { NewImage: await image(userKey(ann.userId)) });
};

export const recordChangesEntries: Entries = {
  'one audit event': event,
  'one audit event that names two teams': eventWithTeams,
  'one membership that the sign-in did not move': leftToMove,
  'a move that the sign-in completed': twice(leftToMove),
  'a repeated record': twice(event),
  'an invitation expires': async () => deliver(recordChanges, { OldImage: (await invited(aWeekAgo())).claim }),
  'a member leaves their last organization': async () => {
    const acme = await someOrganization();
    const ann = await acme.joined('ann');
    await signIn(ann)();
    const request = by(ann);
    await removeMember({ organizationId: acme.organizationId, userId: ann.userId }, request);
    const removed = removedKey(acme.organizationId, ann.userId, request.now, request.requestId);
    return deliver(recordChanges, { NewImage: await image(removed) });
  },
};

export const preTokenGenerationEntries: Entries = {
  'the first sign-in': async () => signIn(someone('ann')),
  'nothing has changed': twice(async () => signIn(someone('ann'))),
  'another name, one organization': async () => {
    const ann = await (await someOrganization()).joined('ann');
    await signIn(ann)();
    return signIn({ ...ann, name: 'Ann Married-' });
  },
  'another address, no organization': async () => {
    const ann = someone('ann');
    await signIn(ann)();
    return signIn({ ...ann, email: address('lee') });
  },
  'another address, one organization': async () => {
    const ann = await (await someOrganization()).joined('ann');
    await signIn(ann)();
    return signIn({ ...ann, email: address('lee') });
  },
  'another address, invited there, a pending limit': async () => {
    const acme = await someOrganization('standard');
    const ann = await acme.joined('ann');
    await signIn(ann)();
    const email = address('lee');
    await acme.invite(email);
    return signIn({ ...ann, email });
  },
  'the address of another member of the organization': async () => {
    const acme = await someOrganization();
    const [ann, lee] = [await acme.joined('ann'), await acme.joined('lee')];
    await signIn(ann)();
    return twice(async () => signIn({ ...ann, email: lee.email }))();
  },
};
