import { expect, test } from 'vitest';
import { memberKey } from '#core/table/keys.ts';
import { missOnce } from '#test/support/in-between.ts';
import { person, startOrganization } from '#test/support/organization.ts';
import { useTable } from '#test/support/table.ts';

useTable();

test('whoever has just accepted gets the same answer again, even if a read sees only half of it', async () => {
  const acme = await startOrganization();
  const ann = person('ann@x.test');
  const invitation = await acme.invite(ann.email);
  const answer = await acme.accept(invitation, ann);
  const missed = missOnce(memberKey({ organizationId: acme.organizationId, userId: ann.userId }));

  expect(await acme.accept(invitation, ann)).toEqual(answer);
  expect(missed()).toBe(true);
});
