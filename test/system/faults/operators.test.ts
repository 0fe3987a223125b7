import type { Fault } from 'cdk-local/fault-injection';
import { expect, onTestFinished, test } from 'vitest';
import { type Api, as, fresh, mailsTo, organization } from '#test/support/api.ts';
import { beginToOperate, operate } from '#test/support/aws-of-run.ts';
import { conflict, throttled } from '#test/support/fault-kinds.ts';
import { useFaults } from '#test/support/fault-plan.ts';

const faults = useFaults();

const writesOf = (name: string, times?: number) => ({
  function: name,
  operation: 'TransactWriteItems',
  ...(times !== undefined && { times }),
});

const start = async () => {
  onTestFinished(faults.clear);
  const acme = await organization({ plan: 'standard' }, faults.url());
  const rescue = fresh('rescue');
  /** The visible result of each command. */
  const seen = async () => {
    const { plan, limits } = (await acme.admin.get(acme.path)).body;
    const invited = (await acme.admin.get(`${acme.path}/invitations?status=pending`)).body.items.length;
    const changed = (await acme.admin.get(`${acme.path}/audit-events?category=organization`)).body.items.length - 1;
    return { plan, members: limits.members, invited, changed };
  };
  return { ...acme, rescue, seen };
};
type Started = Awaited<ReturnType<typeof start>>;

const before = { plan: 'standard', members: null, invited: 0, changed: 0 };

/** Commands on an organization, and their visible results. */
const commands: Readonly<Record<string, readonly [event: (of: Started) => object, seen: object]>> = {
  'invite-admin': [({ rescue }) => ({ adminEmail: rescue }), { ...before, invited: 1 }],
  'change-plan': [() => ({ plan: 'enterprise' }), { ...before, plan: 'enterprise', changed: 1 }],
  'set-limits': [() => ({ members: 7 }), { ...before, members: 7, changed: 1 }],
};

const ways: Readonly<Record<string, readonly [fault: Fault, times: number]>> = {
  'is lost': [{ dropResponse: true }, 1],
  'is that it is throttled': [throttled, 3],
  'is that another is in its way': [conflict, 3],
};

const cases = Object.keys(commands).flatMap((name) => Object.keys(ways).map((way) => [name, way] as const));

test.each(cases)(
  'an operator command (%s) is done once when the DynamoDB response %s',
  { tags: ['fault/f1'] },
  async (name, way) => {
    const started = await start();
    const [event, after] = commands[name] ?? expect.fail();
    const [fault, times] = ways[way] ?? expect.fail();
    const hits = faults.add(writesOf(name, times), fault);

    const response = await operate(name, { organizationId: started.id, ...event(started) }, faults.url());

    expect(response).not.toHaveProperty('error');
    expect(hits()).toBe(times);
    await expect.poll(started.seen).toEqual(after);
  },
);

test.each(Object.keys(commands))(
  'an operator command (%s) fails without changes while DynamoDB throttles, and succeeds later',
  async (name) => {
    const started = await start();
    const [event, after] = commands[name] ?? expect.fail();
    const asked = { organizationId: started.id, ...event(started) };
    faults.add(writesOf(name), throttled);

    expect(await operate(name, asked, faults.url())).toEqual({ error: expect.stringMatching(/again/i) });
    expect(await started.seen()).toEqual(before);
    faults.clear();

    expect(await operate(name, asked, faults.url())).not.toHaveProperty('error');
    await expect.poll(started.seen).toEqual(after);
  },
);

const organizationsOf = async (admin: Api): Promise<unknown[]> => (await admin.get('/me')).body.invitations;

test.each(Object.entries(ways))(
  'create-organization creates one organization when the DynamoDB response %s',
  async (_, [fault, times]) => {
    onTestFinished(faults.clear);
    const adminEmail = fresh('first');
    const hits = faults.add(writesOf('create-organization', times), fault);

    await operate('create-organization', { name: 'Umbrella', plan: 'standard', adminEmail }, faults.url());

    expect(hits()).toBe(times);
    expect(await organizationsOf(await as(adminEmail, {}, faults.url()))).toMatchObject([
      { organizationName: 'Umbrella' },
    ]);
    expect(await mailsTo(adminEmail, 1, faults.url())).toHaveLength(1);
  },
);

test('change-plan that crashes before its response is completed by the same command', {
  tags: ['fault/f5'],
}, async () => {
  const started = await start();
  onTestFinished(faults.clear);
  await operate('change-plan', { organizationId: started.id, plan: 'enterprise' }, faults.url());
  await started.invite(fresh('ann'));
  const killed = faults.add(writesOf('change-plan', 1), { killCaller: true });
  const asked = { organizationId: started.id, plan: 'standard' };
  await beginToOperate('change-plan', asked, faults.url());
  await expect.poll(killed).toBe(1);
  const usage = async () => (await started.admin.get(started.path)).body.usage.pendingInvitations;
  // The new limit applies, and counts the invitations that were pending before it.
  await expect.poll(usage).toBe(1);

  // It waits 30 s for requests that started under the old plan.
  expect(await operate('change-plan', asked, faults.url())).toMatchObject({ usage: { pendingInvitations: 1 } });
  expect(await usage()).toBe(1);
  await expect.poll(async () => (await started.seen()).changed).toBe(2);
});
