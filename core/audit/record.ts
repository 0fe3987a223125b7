import * as z from 'zod/mini';
import type { Instant } from '#core/contract/fields.ts';
import { type NewAuditEvent, recordAuditEvent } from '#core/table/audit-event.ts';
import { namesOfTeams } from '#core/table/team-names.ts';
import { changedItem, eventsOfChange, itemBefore, organizationOfChange } from './event-of-change.ts';

const ids = z.array(z.string());

/** Ids of all teams that the event names: those of the member or invitation, before and after. */
const teamsIn = ({ type, details: { teamIds, from, to } }: NewAuditEvent): string[] =>
  [teamIds, ...(type === 'member.teams_changed' ? [from, to] : [])].flatMap((list) => ids.safeParse(list).data ?? []);

/** Events with the names of their teams as they are now, which nothing that happens to the teams later changes. */
const withTeamNames = async (
  organizationId: string,
  events: readonly NewAuditEvent[],
): Promise<readonly NewAuditEvent[]> => {
  const names = await namesOfTeams(organizationId, events.flatMap(teamsIn));
  return events.map((event) => {
    const known = teamsIn(event).flatMap((id) => {
      const name = names.get(id);
      return name === undefined ? [] : [[id, name] as const];
    });
    return known.length === 0
      ? event
      : { ...event, details: { ...event.details, teamNames: Object.fromEntries(known) } };
  });
};

/** Writes the audit events of a change. The same change a second time adds nothing. */
export const recordChange = async (newImage: unknown, oldImage: unknown, recordedAt: Instant): Promise<void> => {
  const item = changedItem.parse(newImage);
  const before = itemBefore.safeParse(oldImage).data;
  const organizationId = organizationOfChange(item);
  for (const event of await withTeamNames(organizationId, eventsOfChange(item, before)))
    await recordAuditEvent({ organizationId, event, requestId: item.requestId, recordedAt });
};
