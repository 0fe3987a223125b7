/** The product as plain data: what it promises, written down again without a table, a request or an id of its own. */

type Role = 'admin' | 'user' | 'viewer';

export type Person = {
  readonly label: string;
  /** The Google account: who somebody is, whatever their address. */
  readonly subject: string;
  email: string;
  verified: boolean;
  readonly name: string;
  /** Known from the first sign-in on. */
  userId: string;
};

type Team = { readonly id: string; readonly name: string; deleted: boolean };

export type Member = {
  readonly userId: string;
  /** The address that was invited, or that the person has come to since. */
  email: string;
  role: Role;
  teamIds: readonly string[];
  readonly joinedAt: number;
  readonly invitationId: string;
};

/** One email of an invitation: still to be looked for, or known to have been mailed or refused for the recipient's sake. */
export type Mailing = { readonly at: number; state: 'due' | 'mailed' | 'refused' | 'skipped' };

export type Invitation = {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly teamIds: readonly string[];
  /** `system` for the operator's. */
  readonly invitedBy: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly mailings: Mailing[];
  /** `by` is nobody where the system revoked it. */
  end: { readonly status: 'accepted' | 'revoked'; readonly at: number; readonly by: string | undefined } | undefined;
  /** Whether it is known to be settled as expired: TTL has removed its claim, or its address was invited again over it. */
  settled: boolean;
  token: string | undefined;
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
  /** From which address to which one a member has come. */
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
  /** What was answered to a request with an Idempotency-Key. */
  readonly kept: Map<string, KeptAnswer>;
};

type KeptAnswer = {
  readonly body: string;
  readonly until: number;
  readonly status: number;
  readonly outcomes: readonly unknown[];
};

export type Model = {
  /** In every address and name of this world. */
  readonly run: string;
  readonly organizations: Organization[];
  readonly people: Person[];
  /** Emails that may have counted for an address on a UTC day, at least and at most. */
  readonly counted: Map<string, { least: number; most: number }>;
};

export const second = 1000;
export const day = 24 * 60 * 60 * second;
export const lifetime = 7 * day;
