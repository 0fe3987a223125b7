import type { Invitation } from '#core/contract/invitation.ts';

type DeliveryWords = { readonly text: string; readonly color: string };

/** How the last email fared. One that did not arrive still holds its place under the plan's limit. */
export const deliveryWords: Readonly<Record<Invitation['delivery'], DeliveryWords>> = {
  queued: { text: 'Sending', color: 'gray' },
  sent: { text: 'Sent', color: 'gray' },
  delivered: { text: 'Delivered', color: 'teal' },
  bounced: { text: 'Bounced: the address may be wrong', color: 'red' },
  complained: { text: 'Marked as spam', color: 'red' },
  failed: { text: 'Not sent', color: 'red' },
};
