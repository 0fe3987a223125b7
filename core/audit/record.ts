import * as z from 'zod/mini';
import type { Instant } from '#core/contract/fields.ts';
import { type NewAuditEvent, recordAuditEvent } from '#core/table/audit-event.ts';
import { namesOfTeams } from '#core/table/team-names.ts';
import { changedItem, eventsOfChange, itemBefore, organizationOfChange } from './event-of-change.ts';

const ids = z.array(z.string());

/** Returns the ids of all teams in the event: those of the member or invitation, before and after. */
const teamsIn = ({ type, details: { teamIds, from, to } }: NewAuditEvent): string[] =>
  [teamIds, ...(type === 'member.teams_changed' ? [from, to] : [])].flatMap((list) => ids.safeParse(list).data ?? []);

/** Adds the current names of the teams to events. Later changes of the teams do not affect them. */
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

/** Writes the audit events of a change. Idempotent. */
export const recordChange = async (newImage: unknown, oldImage: unknown, recordedAt: Instant): Promise<void> => {
  const item = changedItem.parse(newImage);
  const before = itemBefore.safeParse(oldImage).data;
  const organizationId = organizationOfChange(item);
  for (const event of await withTeamNames(organizationId, eventsOfChange(item, before)))
    await recordAuditEvent({ organizationId, event, requestId: item.requestId, recordedAt });
};
