import * as z from 'zod';
import { propertiesOf, type Resources } from './resources.ts';

const destinationProperties = z.object({
  ConfigurationSetName: z.string(),
  EventDestination: z.object({
    Enabled: z.boolean().default(true),
    EventBridgeDestination: z.object({ EventBusArn: z.string().endsWith(':event-bus/default') }),
    MatchingEventTypes: z.array(z.string()),
  }),
});

/** Returns the event types (`delivery`) that each configuration set sends to EventBridge. */
export const emailEventDestinationsOf = (resources: Resources): ReadonlyMap<string, readonly string[]> =>
  new Map(
    resources.of('AWS::SES::ConfigurationSetEventDestination').map((resource) => {
      const { ConfigurationSetName, EventDestination } = propertiesOf(resource, destinationProperties);
      return [ConfigurationSetName, EventDestination.Enabled ? EventDestination.MatchingEventTypes : []];
    }),
  );
