import { auditCategory } from '#core/contract/audit-event.ts';
import { emailAddress } from '#core/contract/email-address.ts';

/** Filters as the API takes them. */
export type AuditFilters = Readonly<
  Record<'category' | 'email' | 'invitationId' | 'actorId' | 'from' | 'to', string | undefined>
>;

/** What is filtered by, as it stands in the address of the page. Days are those of the person who looks. */
export type ShownFilters = {
  readonly category: string | null;
  readonly email: string | null;
  readonly invitation: string | null;
  readonly person: string | null;
  readonly from: string | null;
  readonly to: string | null;
};

const startOfDay = (day: string, daysLater: number): string | undefined => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
  const date = new Date(`${day}T00:00:00`);
  date.setDate(date.getDate() + daysLater);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
};

/** The filters as the API takes them; what makes no sense, in an address typed by hand, filters nothing. */
export const asApiFilters = ({ category, email, invitation, person, from, to }: ShownFilters): AuditFilters => {
  const address = email === null ? undefined : emailAddress(email);
  const aboutOne = invitation ?? address;
  return {
    category: aboutOne === undefined ? auditCategory.safeParse(category).data : undefined,
    email: invitation === null ? address : undefined,
    invitationId: invitation ?? undefined,
    actorId: person ?? undefined,
    from: from === null ? undefined : startOfDay(from, 0),
    // The whole last day.
    to: to === null ? undefined : startOfDay(to, 1),
  };
};
