import * as z from 'zod/mini';
import { auditCategory } from '#core/contract/audit-event.ts';
import { emailAddress } from '#core/contract/email-address.ts';

/** Filters as the API takes them. */
export type AuditFilters = Readonly<
  Record<'category' | 'email' | 'invitationId' | 'actorId' | 'from' | 'to', string | undefined>
>;

/** Filters as the URL of the page has them. Days are those of the browser's time zone. */
export type ShownFilters = {
  readonly category: string | null;
  readonly email: string | null;
  readonly invitation: string | null;
  readonly person: string | null;
  readonly from: string | null;
  readonly to: string | null;
};

const calendarDay = z.iso.date();

/** The first moment of a day, or of one some days later. Midnight is skipped where summer time begins at it. */
const startOfDay = (day: string | null, daysLater = 0): string | undefined => {
  if (!calendarDay.safeParse(day).success) return undefined;
  const [year = 0, month = 0, dayOfMonth = 0] = (day ?? '').split('-').map(Number);
  const date = new Date(2000, 0, 1);
  date.setFullYear(year, month - 1, dayOfMonth + daysLater);
  return date.toISOString();
};

/** Returns true if the email filter is a partial email. The API finds whole ones only. */
export const isPartOfEmail = ({ email, invitation }: ShownFilters): boolean =>
  invitation === null && email !== null && emailAddress(email) === undefined;

/** The filters as the API takes them. Values that make no sense, in a URL typed by hand, filter nothing. */
export const asApiFilters = ({ category, email, invitation, person, from, to }: ShownFilters): AuditFilters => {
  const address = email === null ? undefined : emailAddress(email);
  const aboutOne = invitation ?? address;
  return {
    category: aboutOne === undefined ? auditCategory.safeParse(category).data : undefined,
    email: invitation === null ? address : undefined,
    invitationId: invitation ?? undefined,
    actorId: person ?? undefined,
    from: startOfDay(from),
    // To the end of the last day.
    to: startOfDay(to, 1),
  };
};
