import type { InfiniteData } from '@tanstack/react-query';
import type { AuditEvent } from '#core/contract/audit-event.ts';

type Page = { readonly items: AuditEvent[]; readonly nextCursor: string | null };
export type Pages = InfiniteData<Page>;

const onePage = (page: Page): Pages => ({ pages: [page], pageParams: [undefined] });

/** The pages that are shown, with a newest page that was just fetched. Where nothing joins both, the newest page alone. */
export const withNewest = (shown: Pages, newest: Page): Pages => {
  const events = shown.pages.flatMap(({ items }) => items);
  const fetched = new Set(newest.items.map(({ id }) => id));
  const lastInBoth = events.findLastIndex(({ id }) => fetched.has(id));
  if (lastInBoth < 0) return onePage(newest);
  const nextCursor = shown.pages.at(-1)?.nextCursor ?? null;
  return onePage({ items: [...newest.items, ...events.slice(lastInBoth + 1)], nextCursor });
};
