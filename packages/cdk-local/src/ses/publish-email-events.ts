import type { EventBus } from '../events/event-bus.ts';
import { mailEventDestinationsOf } from '../template/email-event-destinations.ts';
import type { Resources } from '../template/resources.ts';
import { eventsOf, type TakenMail } from './ses-events.ts';

/** Tells the bus what becomes of each mail, of the events that the template has SES tell for its configuration set. */
export const mailEventsInto = (bus: Pick<EventBus, 'put'>, resources: Resources) => {
  const asked = mailEventDestinationsOf(resources);
  return (mail: TakenMail): void => {
    for (const event of eventsOf(mail, asked.get(mail.sending.configurationSet ?? '') ?? [])) bus.put(event);
  };
};
