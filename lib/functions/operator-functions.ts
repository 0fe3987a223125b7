import { environment, smokeOrganizationId } from '#core/deployment.ts';
import type { BackgroundDeclaration } from './declaration.ts';

const { invitationLifetimeSeconds, productName, senderEmail } = environment;

/** Settings of every operator command: the product is the actor of its changes. */
const systemCaller = [productName, senderEmail] as const;

/** The functions that operators call. */
export const operatorFunctions = {
  createOrganization: {
    folder: 'operator',
    timeoutSeconds: 10,
    table: { organization: ['PutItem'], directory: ['PutItem'] },
    settings: [...systemCaller, invitationLifetimeSeconds],
  },
  inviteAdmin: {
    folder: 'operator',
    timeoutSeconds: 10,
    table: { organization: ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem'] },
    settings: [...systemCaller, invitationLifetimeSeconds],
  },
  changePlan: {
    folder: 'operator',
    // Waits half a minute for requests that began under the old limits, then adds slots for up to a thousand invitations.
    timeoutSeconds: 300,
    table: { organization: ['BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'] },
    settings: systemCaller,
  },
  setLimits: {
    folder: 'operator',
    // Waits like changePlan.
    timeoutSeconds: 300,
    table: { organization: ['BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'] },
    settings: systemCaller,
  },
  pauseOrganization: {
    folder: 'operator',
    timeoutSeconds: 10,
    table: { organization: ['BatchGetItem', 'UpdateItem'] },
    settings: systemCaller,
  },
  resumeOrganization: {
    folder: 'operator',
    timeoutSeconds: 10,
    table: { organization: ['BatchGetItem', 'UpdateItem'] },
    settings: systemCaller,
  },
  showOrganization: {
    folder: 'operator',
    timeoutSeconds: 30,
    table: { organization: ['GetItem', 'BatchGetItem'] },
    indexes: { GSI1: ['organization'] },
    settings: systemCaller,
  },
  smoke: {
    folder: 'operator',
    timeoutSeconds: 30,
    table: {
      organization: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
      directory: ['PutItem'],
      audit: ['Query'],
    },
    onlyOrganization: smokeOrganizationId,
    settings: [...systemCaller, invitationLifetimeSeconds],
  },
  reconcile: {
    folder: 'operator',
    // Works for a minute, then finishes what it has started. The command calls it again from there.
    timeoutSeconds: 600,
    table: { directory: ['Query'], organization: ['Query'], mail: ['Query'], audit: ['Query'] },
    indexes: { GSI1: ['organization'] },
    services: ['invoke stream consumers'],
    settings: systemCaller,
  },
  replay: {
    folder: 'operator',
    timeoutSeconds: 600,
    services: ['invoke stream consumers', 'invoke delivery recorder', 'process dead letters', 'redrive emails'],
    settings: systemCaller,
  },
  indexMembers: {
    folder: 'operator',
    timeoutSeconds: 600,
    table: { directory: ['Query'], user: ['UpdateItem'], organization: ['PutItem'] },
    indexes: { GSI1: ['organization'] },
    settings: systemCaller,
  },
  migrateTeamNames: {
    folder: 'operator',
    timeoutSeconds: 600,
    table: { directory: ['Query'], organization: ['Query', 'PutItem', 'DeleteItem', 'UpdateItem'] },
    settings: systemCaller,
  },
} as const satisfies Readonly<Record<string, BackgroundDeclaration>>;
