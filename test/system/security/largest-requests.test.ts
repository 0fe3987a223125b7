import fc from 'fast-check';
import { expect, test } from 'vitest';
import type * as z from 'zod/mini';
import type { Operation } from '#core/contract/operation.ts';
import { type OperationName, operations } from '#core/contract/operations.ts';
import { type Answer, type Api, api, as, fresh, mailsTo, organization, tokenIn } from '#test/support/api.ts';
import { type LargestCall, largestCalls } from './largest-requests.ts';
import { placeOf, soundCall } from './sound-call.ts';

/** Requests per operation. `BOUNDED_RUNS=1000` takes hours, `FUZZ_SEED` repeats a failure. */
const numRuns = Number(process.env.BOUNDED_RUNS ?? 8);
const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));

const kilobyte = 1024;

/** Largest response that repeats nothing of its request. Lists have few entries here. */
const ownBytes = (name: OperationName): number => (name === 'getOpenApi' ? 256 : 64) * kilobyte;

/** Operations that return addresses, user ids or team ids as they were sent, and how much they add. */
const addedBytes: Readonly<Partial<Record<OperationName, number>>> = {
  sendInvitations: 1024 * kilobyte,
  changeMembers: 1024 * kilobyte,
  changeMember: 0,
};

/**
 * How much longer a response may take than one of health at the same moment: parsing 1 MiB and a batch of 1,000
 * addresses stay far below; work that grows with the square of the request does not.
 */
const timesHealth = 500;

const healthMilliseconds = async (): Promise<number> => {
  const begin = performance.now();
  await api().get('/health');
  return performance.now() - begin;
};

const started = async () => {
  const acme = await organization();
  const email = fresh('ann');
  const invitation = await acme.invite(email);
  const [mail = expect.fail('no mail')] = await mailsTo(email);
  const { body: team } = await acme.admin.post(`${acme.path}/teams`, { name: 'Sales' });
  await acme.join(fresh('user'));
  const own = (await acme.admin.get('/me')).body.user.id;
  const { items } = (await acme.admin.get(`${acme.path}/members`)).body;
  const { userId } = items.find((member: { userId: string }) => member.userId !== own);
  const named = { organizationId: acme.id, teamId: team.id, userId, invitationId: invitation.id, email };
  return { acme, named: { ...named, token: tokenIn(mail), cursor: '' } };
};

const bodyLimit = ({ method, largeBody }: Operation): number | undefined =>
  method === 'GET' ? undefined : (largeBody ? 1024 : 64) * kilobyte;

const parametersOf = ({ query }: Operation): string[] => Object.keys((query as z.ZodMiniObject).shape);

test.each(Object.keys(operations) as OperationName[])(
  '%s bounds status, size and time of its responses to the largest requests',
  { timeout: 900_000 },
  async (name) => {
    const operation: Operation = operations[name];
    const { acme, named } = await started();
    const sound = soundCall(name, named);
    // Mostly the admin, who passes most checks.
    const callers = [acme.admin, acme.admin, acme.admin, await as(fresh('stranger')), api()];
    const send = async ({ path, query, body }: LargestCall, caller: Api, tries = 3): Promise<Answer> => {
      const method = operation.method.toLowerCase() as Lowercase<Operation['method']>;
      const headers = name === 'sendInvitations' ? { 'idempotency-key': crypto.randomUUID() } : {};
      const options = body === undefined ? { headers } : { raw: body, headers };
      const answer = await caller[method](placeOf(name, { path, query }), undefined, options);
      // A busy machine may return 503 once.
      return answer.status === 503 && tries > 1 ? send({ path, query, body }, caller, tries - 1) : answer;
    };
    const calls = largestCalls(sound, parametersOf(operation), bodyLimit(operation));
    const timed = async (call: LargestCall, caller: Api) => {
      const before = await healthMilliseconds();
      const begin = performance.now();
      const answer = await send(call, caller);
      const took = performance.now() - begin;
      return { ...answer, timesOfHealth: took / Math.max(before, await healthMilliseconds()) };
    };
    const property = fc.asyncProperty(calls, fc.constantFrom(...callers), async (call, caller) => {
      const { status, text, timesOfHealth } = await timed(call, caller);
      expect(status).toBeLessThan(500);
      const added = addedBytes[name];
      const repeated = added === undefined ? 0 : Buffer.byteLength(call.body ?? '') + added;
      expect(Buffer.byteLength(text)).toBeLessThan(ownBytes(name) + repeated);
      // Another process can slow down one call. A slow operation is slow each time.
      let least = timesOfHealth;
      for (let again = 0; least >= timesHealth && again < 3; again++)
        least = Math.min(least, (await timed(call, caller)).timesOfHealth);
      expect(least).toBeLessThan(timesHealth);
    });
    await fc.assert(property, { numRuns, seed });
  },
);
