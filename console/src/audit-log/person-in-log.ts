import { queryOptions, useQuery } from '@tanstack/react-query';
import { call } from '#console/api/call.ts';
import type { AuditEvent } from '#core/contract/audit-event.ts';
import { auditEventOperations } from '#core/contract/operations/audit-events.ts';

type Person = { readonly userId: string; readonly name: string; readonly email: string };

/** The person's latest event. Everyone who was ever in the organization has one: that they joined. */
const latestActionQuery = (organizationId: string, actorId: string) =>
  queryOptions({
    queryKey: ['organization', organizationId, 'audit-events', 'latest-action', actorId],
    queryFn: async () => {
      const query = { actorId, limit: '1' };
      const { items } = await call(auditEventOperations.listAuditEvents, { params: { organizationId }, query });
      return items[0] ?? null;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

const actorsOf = (events: readonly AuditEvent[]): readonly Person[] =>
  events.flatMap(({ actor }) => (actor.type === 'user' ? [actor] : []));

type Sought = {
  readonly organizationId: string;
  readonly userId: string | null;
  readonly members: readonly Person[];
  /** Undefined while they are loading. */
  readonly events: readonly AuditEvent[] | undefined;
};

/** Returns the person with a user id: a member, or the actor of an event, so that former members have a name. */
export const usePersonInLog = ({ organizationId, userId, members, events }: Sought): Person | undefined => {
  const known = [...members, ...actorsOf(events ?? [])].find((person) => person.userId === userId);
  const { data: latest } = useQuery({
    ...latestActionQuery(organizationId, userId ?? ''),
    enabled: userId !== null && events !== undefined && known === undefined,
  });
  return known ?? actorsOf(latest ? [latest] : [])[0];
};
