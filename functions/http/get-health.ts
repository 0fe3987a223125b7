import { operations } from '#core/contract/operations.ts';
import { endpoint } from '#functions/endpoint/endpoint.ts';

export const handler = endpoint(operations.getHealth, async () => ({ status: 'ok' as const }));
