import { addressClaimPrefix, partitions } from '#core/deployment.ts';

/** The only place that spells keys. See docs/table.md for what stands under each. */
export type Key = { readonly PK: string; readonly SK: string };

const organizationPartition = (organizationId: string) => `${partitions.organization}${organizationId}`;
const userPartition = (userId: string) => `${partitions.user}${userId}`;
const auditPartition = (organizationId: string) => `${partitions.audit}${organizationId}`;

export type InvitationId = { readonly organizationId: string; readonly invitationId: string };
export type MemberId = { readonly organizationId: string; readonly userId: string };
export type TeamId = { readonly organizationId: string; readonly teamId: string };
export type Address = { readonly organizationId: string; readonly email: string };

export const organizationKey = (organizationId: string): Key => ({
  PK: organizationPartition(organizationId),
  SK: 'ORG',
});
/** Names every organization, so that an operator's command finds all of them without reading the whole table. */
const directory = `${partitions.directory}ORGANIZATIONS`;
export const directoryKey = (organizationId: string): Key => ({ PK: directory, SK: organizationId });
export const organizationDirectory = { partition: directory } as const;

/** Everything in an organization's own partition: all but its members, emails and audit events. */
export const itemsOfOrganization = (organizationId: string) => ({ partition: organizationPartition(organizationId) });
export const emailsOf = (invitationId: string) => ({ partition: `${partitions.mail}${invitationId}` });
export const isInvitationItem = ({ SK }: { readonly SK?: unknown }): boolean => String(SK).startsWith(invitationPrefix);

export const placesKey = (organizationId: string): Key => ({ PK: organizationPartition(organizationId), SK: 'PLACES' });
export const emailQuotaKey = (organizationId: string): Key => ({
  PK: organizationPartition(organizationId),
  SK: 'EMAILS',
});
export const seatsKey = (organizationId: string): Key => ({ PK: organizationPartition(organizationId), SK: 'SEATS' });

export const teamKey = ({ organizationId, teamId }: TeamId): Key => ({
  PK: organizationPartition(organizationId),
  SK: `TEAM#${teamId}`,
});

const teamNamePrefix = 'TEAMNAME#';
export const teamNameKey = (organizationId: string, foldedName: string): Key => ({
  PK: organizationPartition(organizationId),
  SK: `${teamNamePrefix}${foldedName}`,
});
/** What follows the prefix in the key of a team name. */
export const nameKeyOfItem = ({ SK }: { readonly SK?: unknown }): string => String(SK).slice(teamNamePrefix.length);
export const teamNames = (organizationId: string) => ({
  partition: organizationPartition(organizationId),
  prefix: teamNamePrefix,
});

export const memberKey = ({ organizationId, userId }: MemberId): Key => ({
  PK: userPartition(userId),
  SK: organizationPartition(organizationId),
});
export const memberIndexKey = ({ organizationId, userId }: MemberId, email: string) => ({
  GSI1PK: `${organizationPartition(organizationId)}#MEMBER`,
  GSI1SK: `${email}#${userId}`,
});
export const membersByAddress = (organizationId: string, emailPrefix?: string) => ({
  partition: `${organizationPartition(organizationId)}#MEMBER`,
  ...(emailPrefix && { prefix: emailPrefix }),
});
export const membershipsOf = (userId: string) => ({
  partition: userPartition(userId),
  prefix: partitions.organization,
});

const userItem = 'USER';
export const userKey = (userId: string): Key => ({ PK: userPartition(userId), SK: userItem });
export const ownItems = userPartition;

const invitationPrefix = 'INVITATION#';
export const invitationKey = ({ organizationId, invitationId }: InvitationId): Key => ({
  PK: organizationPartition(organizationId),
  SK: `${invitationPrefix}${invitationId}`,
});
export const invitations = (organizationId: string) => ({
  partition: organizationPartition(organizationId),
  prefix: invitationPrefix,
});

/** Pending and expired invitations share `OPEN`, so that nothing has to move when one expires. */
export type InvitationGroup = 'OPEN' | 'ACCEPTED' | 'REVOKED';
export const invitationGroup = (organizationId: string, group: InvitationGroup) =>
  `${organizationPartition(organizationId)}#${group}`;
export const invitationsToAddress = ({ organizationId, email }: Address) =>
  `${organizationPartition(organizationId)}#EMAIL#${email}`;

export const addressKey = ({ organizationId, email }: Address): Key => ({
  PK: organizationPartition(organizationId),
  SK: `${addressClaimPrefix}${email}`,
});
/** Claims of an organization by address, of members and of pending invitations: all, or of addresses that begin with `emailPrefix`. */
export const addressClaims = (organizationId: string, emailPrefix = '') => ({
  partition: organizationPartition(organizationId),
  prefix: `${addressClaimPrefix}${emailPrefix}`,
});
export const emailOfClaim = ({ SK }: { readonly SK?: unknown }): string => String(SK).slice(addressClaimPrefix.length);
export const openInvitationsTo = (email: string) => `${partitions.address}${email}`;
export const openInvitationIndexKey = ({ organizationId, email }: Address) => ({
  GSI1PK: openInvitationsTo(email),
  GSI1SK: organizationPartition(organizationId),
});

const removedPrefix = (item: string) => `REMOVED#${item}#`;
export const removedKey = (organizationId: string, item: string, at: string, requestId: string): Key => ({
  PK: organizationPartition(organizationId),
  SK: `${removedPrefix(item)}${at}#${requestId}`,
});
/** What a team was, or a member: an item for each time that it was removed. */
export const deletionsOf = (organizationId: string, item: string) => ({
  partition: organizationPartition(organizationId),
  prefix: removedPrefix(item),
});

export const deliveryKey = (invitationId: string, sendNumber: number): Key => ({
  PK: `${partitions.mail}${invitationId}`,
  SK: String(sendNumber),
});
export const recipientKey = (addressHash: string, day: string): Key => ({
  PK: `${partitions.recipient}${addressHash}`,
  SK: day,
});

/** What a caller asked for under an Idempotency-Key. */
export const requestKey = ({ organizationId, userId }: MemberId, idempotencyKey: string): Key => ({
  PK: `${partitions.request}${organizationId}#${userId}`,
  // What callers write stands behind a word of ours: it must not look like another item's key.
  SK: `KEY#${idempotencyKey}`,
});

export const auditEvents = (organizationId: string) => auditPartition(organizationId);
export const auditEventsOfCategory = (organizationId: string, category: string) =>
  `${auditPartition(organizationId)}#${category}`;
export const auditEventsAbout = ({ organizationId, email }: Address) =>
  `${auditPartition(organizationId)}#EMAIL#${email}`;

/** Sorts by when it happened; the rest makes it the key of this one change. `request` is a short hash of the request's id. */
export const auditEventSortKey = (change: {
  readonly at: string;
  readonly subjectId: string;
  readonly type: string;
  readonly request: string;
}) => `${change.at}#${change.subjectId}#${change.type}#${change.request}`;

/** The audit events of one type about one thing at one time; usually one at most. */
export const auditEventsAt = (organizationId: string, at: string, subjectId: string, type: string) => ({
  partition: auditPartition(organizationId),
  prefix: `${at}#${subjectId}#${type}#`,
});

/** The same as an id that may stand anywhere, and sorts as the key does. */
export const auditEventId = (sortKey: string): string => {
  const [at = '', ...rest] = sortKey.split('#');
  return [at.replace(/\D/g, ''), ...rest].join('-');
};

/** The organization of an item that stands in an organization's partition. */
export const organizationOf = ({ PK }: { readonly PK?: unknown }): string =>
  String(PK).slice(partitions.organization.length);

/** Whether an item of a person's partition is their profile; the others are memberships. */
export const isUserItem = ({ SK }: { readonly SK?: unknown }): boolean => SK === userItem;
