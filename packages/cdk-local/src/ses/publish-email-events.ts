import type { EventBus } from '../events/event-bus.ts';
import { emailEventDestinationsOf } from '../template/email-event-destinations.ts';
import type { Resources } from '../template/resources.ts';
import { type AcceptedEmail, eventsOf } from './ses-events.ts';

/** Tells the bus what becomes of each mail, of the events that the template has SES tell for its configuration set. */
export const publishEmailEvents = (bus: Pick<EventBus, 'put'>, resources: Resources) => {
  const asked = emailEventDestinationsOf(resources);
  return (mail: AcceptedEmail): void => {
    for (const event of eventsOf(mail, asked.get(mail.sending.configurationSet ?? '') ?? [])) bus.put(event);
  };
};
