import { type partitions, smokeOrganizationId, type tableSchema } from '#core/deployment.ts';
import type { FunctionName } from './deployed-functions.ts';

export type Partition = keyof typeof partitions;
export type IndexName = keyof typeof tableSchema.indexes;

/** What a function may do to an item. Transactions have no right of their own: each part needs its own one. */
export type TableAction =
  | 'GetItem'
  | 'BatchGetItem'
  | 'Query'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'ConditionCheckItem';

export type Service =
  | 'read link secret'
  | 'send email'
  | 'sign members out'
  | 'park records'
  | 'read table changes'
  | 'invoke readers'
  | 'invoke mail event recorder'
  | 'empty failure queue';

export type Rights = {
  /** Actions on the table, by the partition whose items they may touch. */
  readonly table?: { readonly [P in Partition]?: readonly TableAction[] };
  /** Partitions that may be queried in an index. */
  readonly indexes?: { readonly [I in IndexName]?: readonly Partition[] };
  readonly services?: readonly Service[];
  /** The one organization whose items and audit events the table's actions may touch. @default any */
  readonly onlyOrganization?: string;
};

/** What each function may do. Nothing else grants; a function that isn't here does not compile. */
export const rights: Readonly<Record<FunctionName, Rights>> = {
  getHealth: {},
  getOpenApi: {},
  getMe: {
    table: { user: ['Query'], organization: ['BatchGetItem'] },
    indexes: { GSI1: ['address'] },
  },
  getOrganization: {
    table: { user: ['GetItem'], organization: ['BatchGetItem'] },
  },
  setAllowedEmailDomains: {
    table: { user: ['GetItem'], organization: ['BatchGetItem', 'UpdateItem'] },
  },
  listTeams: {
    table: { user: ['GetItem'], organization: ['Query'] },
    services: ['read link secret'],
  },
  createTeam: {
    table: { user: ['GetItem'], organization: ['PutItem'] },
  },
  deleteTeam: {
    table: { user: ['GetItem'], organization: ['GetItem', 'DeleteItem', 'PutItem'] },
  },
  listMembers: {
    table: { user: ['GetItem'], organization: ['BatchGetItem'] },
    indexes: { GSI1: ['organization'] },
    services: ['read link secret'],
  },
  changeMember: {
    table: { user: ['GetItem', 'UpdateItem'], organization: ['BatchGetItem', 'UpdateItem'] },
  },
  removeMember: {
    table: { user: ['GetItem', 'DeleteItem'], organization: ['GetItem', 'DeleteItem', 'UpdateItem', 'PutItem'] },
  },
  getOwnMembership: {
    table: { user: ['GetItem'], organization: ['BatchGetItem'] },
  },
  sendInvitations: {
    table: {
      user: ['GetItem'],
      organization: ['BatchGetItem', 'PutItem', 'UpdateItem'],
      request: ['GetItem', 'PutItem', 'UpdateItem'],
    },
  },
  listInvitations: {
    table: { user: ['GetItem'], organization: ['BatchGetItem', 'Query'] },
    indexes: { GSI1: ['organization'], GSI2: ['organization'] },
    services: ['read link secret'],
  },
  getInvitation: {
    table: { user: ['GetItem'], organization: ['GetItem', 'BatchGetItem'] },
  },
  resendInvitation: {
    table: {
      user: ['GetItem'],
      organization: ['BatchGetItem', 'UpdateItem'],
      recipient: ['GetItem'],
    },
  },
  revokeInvitation: {
    table: { user: ['GetItem'], organization: ['BatchGetItem', 'UpdateItem', 'DeleteItem'] },
  },
  previewInvitation: {
    table: { organization: ['GetItem'] },
    services: ['read link secret'],
  },
  acceptInvitation: {
    table: { user: ['BatchGetItem', 'PutItem'], organization: ['BatchGetItem', 'PutItem', 'UpdateItem'] },
    services: ['read link secret'],
  },
  listAuditEvents: {
    table: { user: ['GetItem'], organization: ['GetItem'], audit: ['Query'] },
    indexes: { GSI1: ['audit'], GSI2: ['audit'] },
    services: ['read link secret'],
  },
  sendInvitationEmail: {
    table: {
      mail: ['GetItem', 'PutItem', 'UpdateItem'],
      recipient: ['UpdateItem'],
      organization: ['GetItem', 'UpdateItem', 'ConditionCheckItem'],
    },
    services: ['read table changes', 'read link secret', 'send email', 'park records'],
  },
  recordChanges: {
    table: {
      audit: ['PutItem'],
      organization: ['BatchGetItem', 'Query', 'UpdateItem', 'PutItem', 'DeleteItem', 'ConditionCheckItem'],
      user: ['Query', 'UpdateItem', 'ConditionCheckItem'],
    },
    services: ['read table changes', 'sign members out', 'park records'],
  },
  recordDelivery: {
    table: { mail: ['GetItem', 'UpdateItem'], organization: ['GetItem', 'BatchGetItem', 'UpdateItem'] },
    services: ['park records'],
  },
  preTokenGeneration: {
    table: {
      user: ['Query', 'PutItem', 'UpdateItem', 'ConditionCheckItem'],
      organization: ['BatchGetItem', 'UpdateItem', 'PutItem', 'DeleteItem'],
    },
  },
  createOrganization: {
    table: { organization: ['PutItem'], directory: ['PutItem'] },
  },
  inviteAdmin: {
    table: { organization: ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem'] },
  },
  changePlan: {
    table: { organization: ['BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'] },
  },
  setLimits: {
    table: { organization: ['BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'] },
  },
  pauseOrganization: {
    table: { organization: ['BatchGetItem', 'UpdateItem'] },
  },
  resumeOrganization: {
    table: { organization: ['BatchGetItem', 'UpdateItem'] },
  },
  showOrganization: {
    table: { organization: ['GetItem', 'BatchGetItem'] },
    indexes: { GSI1: ['organization'] },
  },
  smoke: {
    table: {
      organization: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
      directory: ['PutItem'],
      audit: ['Query'],
    },
    onlyOrganization: smokeOrganizationId,
  },
  reconcile: {
    table: { directory: ['Query'], organization: ['Query'], mail: ['Query'], audit: ['Query'] },
    indexes: { GSI1: ['organization'] },
    services: ['invoke readers'],
  },
  migrateTeamNames: {
    table: { directory: ['Query'], organization: ['Query', 'PutItem', 'DeleteItem', 'UpdateItem'] },
  },
  replay: {
    services: ['invoke readers', 'invoke mail event recorder', 'empty failure queue'],
  },
};
