import { noParams, noQuery } from '#core/contract/fields.ts';
import { type Operation, operation } from '#core/contract/operation.ts';
import { me } from '#core/contract/organization.ts';

export const meOperations = {
  getMe: operation({
    method: 'GET',
    path: '/v1/me',
    summary: 'The caller: profile, organizations, and pending invitations for the verified address.',
    caller: 'signed-in',
    params: noParams,
    query: noQuery,
    body: undefined,
    answers: { 200: me },
    problems: [],
  }),
} as const satisfies Record<string, Operation>;
