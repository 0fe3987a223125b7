import type { Instant } from '#core/contract/fields.ts';
import { recordAuditEvent } from '#core/table/audit-event.ts';
import { changedItem, eventsOfChange, itemBefore, organizationOfChange } from './event-of-change.ts';

/** Writes the audit events of a change. The same change a second time adds nothing. */
export const recordChange = async (newImage: unknown, oldImage: unknown, recordedAt: Instant): Promise<void> => {
  const item = changedItem.parse(newImage);
  const before = itemBefore.safeParse(oldImage).data;
  for (const event of eventsOfChange(item, before)) {
    await recordAuditEvent({
      organizationId: organizationOfChange(item),
      event,
      requestId: item.requestId,
      recordedAt,
    });
  }
};
