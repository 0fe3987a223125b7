import type { EventBus } from '../events/event-bus.ts';
import { emailEventDestinationsOf } from '../template/email-event-destinations.ts';
import type { Resources } from '../template/resources.ts';
import { type AcceptedEmail, eventsOf } from './ses-events.ts';

/** Publishes the events of an email, if an event destination of its configuration set requests them. */
export const publishEmailEvents = (bus: Pick<EventBus, 'put'>, resources: Resources) => {
  const requested = emailEventDestinationsOf(resources);
  return (email: AcceptedEmail): void => {
    for (const event of eventsOf(email, requested.get(email.request.configurationSet ?? '') ?? [])) bus.put(event);
  };
};
