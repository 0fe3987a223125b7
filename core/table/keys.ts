import { addressClaimPrefix, partitions } from '#core/deployment.ts';

/** Keys are built only in this file. See docs/table.md for the items. */
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
/** Directory of all organizations, so that operator commands need no scan. */
const directory = `${partitions.directory}ORGANIZATIONS`;
export const directoryKey = (organizationId: string): Key => ({ PK: directory, SK: organizationId });
export const organizationDirectory = { partition: directory } as const;

/** All items of an organization except members, emails and audit events. */
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
/** Returns the sort key of a team name without its prefix. */
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
/** Members by name. The mark before the id is below every letter: "ann" is before "ann lee". */
export const memberNameIndexKey = ({ organizationId, userId }: MemberId, foldedName: string) => ({
  GSI2PK: `${organizationPartition(organizationId)}#MEMBERNAME`,
  GSI2SK: `${foldedName} #${userId}`,
});
export const membersByName = (organizationId: string) => ({
  partition: `${organizationPartition(organizationId)}#MEMBERNAME`,
});
const nameWordPrefix = 'NAMEWORD#';
/** The key of a word in a member's name, for searches by prefix. */
export const nameWordKey = (organizationId: string, word: string, userId: string): Key => ({
  PK: organizationPartition(organizationId),
  SK: `${nameWordPrefix}${word}#${userId}`,
});
export const nameWords = (organizationId: string, beginning: string) => ({
  partition: organizationPartition(organizationId),
  prefix: `${nameWordPrefix}${beginning}`,
});
const joinedPrefix = 'JOINED#';
type Joined = MemberId & { readonly joinedAt: string };
/** A member in the order of joining. */
export const joinedKey = ({ organizationId, joinedAt, userId }: Joined): Key => ({
  PK: organizationPartition(organizationId),
  SK: `${joinedPrefix}${joinedAt}#${userId}`,
});
export const membersByJoining = (organizationId: string) => ({
  partition: organizationPartition(organizationId),
  prefix: joinedPrefix,
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

/** Pending and expired invitations share `OPEN`, so that expiry changes no key. */
export type InvitationGroup = 'OPEN' | 'ACCEPTED' | 'REVOKED';
export const invitationGroup = (organizationId: string, group: InvitationGroup) =>
  `${organizationPartition(organizationId)}#${group}`;
export const invitationsToAddress = ({ organizationId, email }: Address) =>
  `${organizationPartition(organizationId)}#EMAIL#${email}`;

export const addressKey = ({ organizationId, email }: Address): Key => ({
  PK: organizationPartition(organizationId),
  SK: `${addressClaimPrefix}${email}`,
});
/** Address claims of members and pending invitations, optionally with an email prefix. */
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
/** Removed items of a team or member: one for each removal. */
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

/** Key of the idempotency record of a caller. */
export const requestKey = ({ organizationId, userId }: MemberId, idempotencyKey: string): Key => ({
  PK: `${partitions.request}${organizationId}#${userId}`,
  // Prefixed, so that a caller's key can't look like that of another item.
  SK: `KEY#${idempotencyKey}`,
});

export const auditEvents = (organizationId: string) => auditPartition(organizationId);
export const auditEventsOfCategory = (organizationId: string, category: string) =>
  `${auditPartition(organizationId)}#${category}`;
export const auditEventsAbout = ({ organizationId, email }: Address) =>
  `${auditPartition(organizationId)}#EMAIL#${email}`;

/**
 * Sort key of an audit event: sorts by instant, the rest makes it unique. `request` is a short hash of the request
 * id.
 */
export const auditEventSortKey = (change: {
  readonly at: string;
  readonly subjectId: string;
  readonly type: string;
  readonly request: string;
}) => `${change.at}#${change.subjectId}#${change.type}#${change.request}`;

/** Audit events of one type, subject and instant; usually at most one. */
export const auditEventsAt = (organizationId: string, at: string, subjectId: string, type: string) => ({
  partition: auditPartition(organizationId),
  prefix: `${at}#${subjectId}#${type}#`,
});

/** Returns the id of an audit event, which sorts like its key. */
export const auditEventId = (sortKey: string): string => {
  const [at = '', ...rest] = sortKey.split('#');
  return [at.replace(/\D/g, ''), ...rest].join('-');
};

/** Returns the organization of an item in an organization's partition. */
export const organizationOf = ({ PK }: { readonly PK?: unknown }): string =>
  String(PK).slice(partitions.organization.length);

/** Returns whether an item of a person's partition is the user item; the others are memberships. */
export const isUserItem = ({ SK }: { readonly SK?: unknown }): boolean => SK === userItem;
