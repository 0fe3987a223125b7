/** The model: the state of the product as plain data, without table, requests or ids of its own. */

type Role = 'admin' | 'user' | 'viewer';

export type Person = {
  readonly label: string;
  /** The Google account, which identifies the person. */
  readonly subject: string;
  email: string;
  verified: boolean;
  readonly name: string;
  /** Known after the first sign-in. */
  userId: string;
};

type Team = { readonly id: string; name: string; deleted: boolean };

export type Member = {
  readonly userId: string;
  /** The invited address, or the one that the person has moved to. */
  email: string;
  role: Role;
  teamIds: readonly string[];
  readonly joinedAt: number;
  readonly invitationId: string;
};

/** One email of an invitation: not checked yet, sent, or rejected because of the recipient's limit. */
export type Mailing = { readonly at: number; state: 'due' | 'mailed' | 'refused' | 'skipped' };

export type Invitation = {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly teamIds: readonly string[];
  /** `system` for an operator. */
  readonly invitedBy: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly mailings: Mailing[];
  /** `by` is undefined if the system revoked it. */
  end: { readonly status: 'accepted' | 'revoked'; readonly at: number; readonly by: string | undefined } | undefined;
  /** True once it is finalized: TTL has removed its claim, or its address was invited again. */
  settled: boolean;
  token: string | undefined;
  /** When a new invitation was asked for, after this one had expired. */
  readonly requests: number[];
};

export type Event = {
  readonly type: string;
  readonly at: number;
  /** A userId, or `system`. */
  readonly actor: string;
  readonly subject: string;
  readonly email?: string;
  readonly role?: Role;
  readonly expiresAt?: number;
  /** The old and the new address of a member. */
  readonly moved?: string;
};

export type Organization = {
  readonly id: string;
  readonly name: string;
  plan: 'standard' | 'enterprise';
  pendingLimit: number | null;
  memberLimit: number | null;
  domains: readonly string[];
  readonly teams: Team[];
  members: Member[];
  readonly invitations: Invitation[];
  readonly events: Event[];
  /** The response to a request with an Idempotency-Key. */
  readonly kept: Map<string, KeptAnswer>;
};

type KeptAnswer = {
  readonly body: string;
  readonly until: number;
  readonly status: number;
  readonly outcomes: readonly unknown[];
};

export type Model = {
  /** A unique part of every address and name of this world. */
  readonly run: string;
  readonly organizations: Organization[];
  readonly people: Person[];
  /** Minimum and maximum number of emails counted for an address on a UTC day. */
  readonly counted: Map<string, { least: number; most: number }>;
};

export const second = 1000;
export const day = 24 * 60 * 60 * second;
export const lifetime = 7 * day;
