import type { InfiniteData, Query } from '@tanstack/react-query';
import type { Invitation } from '#core/contract/invitation.ts';

type Pages = InfiniteData<{ readonly items: readonly Invitation[] }>;

const soon = 3_000;
const later = 30_000;

/** When to look again, in milliseconds: soon while emails are leaving; else for deliveries and answers that come in by themselves. */
export const nextLookAt = ({
  state: { data },
}: {
  readonly state: Pick<Query<unknown, Error, Pages>['state'], 'data'>;
}) =>
  data?.pages.some(({ items }) => items.some(({ delivery, status }) => delivery === 'queued' && status === 'pending'))
    ? soon
    : later;
