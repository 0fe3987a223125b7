import { operations } from '#core/contract/operations.ts';
import { getMe } from '#core/members/get-me.ts';
import { endpoint } from '#functions/endpoint/endpoint.ts';

export const handler = endpoint(operations.getMe, getMe);
