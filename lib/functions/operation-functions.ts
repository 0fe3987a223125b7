import type { OperationName } from '#core/contract/operations.ts';
import { environment } from '#core/deployment.ts';
import type { Declaration } from './declaration.ts';

/**
 * API Gateway times out after 29 s. A function ends before that, so that its own response or timeout is logged.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
 */
const gatewayBudgetSeconds = 28;

/** The functions that the API calls, one per operation of the contract. */
export const operationFunctions: Readonly<Record<OperationName, Declaration>> = {
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
  renameTeam: {
    table: { user: ['GetItem'], organization: ['GetItem', 'UpdateItem', 'PutItem', 'DeleteItem'] },
  },
  deleteTeam: {
    table: { user: ['GetItem'], organization: ['GetItem', 'DeleteItem', 'PutItem'] },
  },
  listMembers: {
    table: { user: ['GetItem', 'BatchGetItem'], organization: ['BatchGetItem', 'Query'] },
    indexes: { GSI1: ['organization'], GSI2: ['organization'] },
    services: ['read link secret'],
  },
  changeMember: {
    table: { user: ['GetItem', 'BatchGetItem', 'UpdateItem'], organization: ['BatchGetItem', 'UpdateItem'] },
  },
  changeMembers: {
    // Writes transactions for up to 20 s.
    timeoutSeconds: gatewayBudgetSeconds,
    table: {
      user: ['GetItem', 'BatchGetItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
      organization: ['BatchGetItem', 'UpdateItem', 'PutItem', 'DeleteItem'],
    },
  },
  removeMember: {
    table: { user: ['GetItem', 'DeleteItem'], organization: ['GetItem', 'DeleteItem', 'UpdateItem', 'PutItem'] },
  },
  getOwnMembership: {
    table: { user: ['GetItem', 'BatchGetItem'], organization: ['BatchGetItem'] },
  },
  sendInvitations: {
    // Processes a batch for up to 20 s.
    timeoutSeconds: gatewayBudgetSeconds,
    table: {
      user: ['GetItem'],
      organization: ['BatchGetItem', 'PutItem', 'UpdateItem'],
      request: ['GetItem', 'PutItem', 'UpdateItem'],
    },
    settings: [environment.invitationLifetimeSeconds],
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
    table: { user: ['GetItem'], organization: ['BatchGetItem', 'UpdateItem'], recipient: ['GetItem'] },
    settings: [environment.resendPauseSeconds],
  },
  revokeInvitation: {
    table: { user: ['GetItem'], organization: ['BatchGetItem', 'UpdateItem', 'DeleteItem'] },
  },
  previewInvitation: {
    table: { organization: ['GetItem'] },
    services: ['read link secret'],
  },
  requestNewInvitation: {
    table: { user: ['BatchGetItem', 'ConditionCheckItem'], organization: ['BatchGetItem', 'UpdateItem'] },
    services: ['read link secret'],
  },
  acceptInvitation: {
    table: {
      user: ['GetItem', 'BatchGetItem', 'PutItem'],
      organization: ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem'],
    },
    services: ['read link secret'],
  },
  listAuditEvents: {
    table: { user: ['GetItem'], organization: ['GetItem'], audit: ['Query'] },
    indexes: { GSI1: ['audit'], GSI2: ['audit'] },
    services: ['read link secret'],
  },
};
