import { Duration } from 'aws-cdk-lib';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import {
  ConfigurationSetEventDestination,
  EmailSendingEvent,
  EventDestination,
  type IConfigurationSet,
} from 'aws-cdk-lib/aws-ses';
import { type IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { mailEventsRule } from '#lib/settings/resource-names.ts';
import type { StageSettings } from '#lib/settings/stage-settings.ts';

type DeliveryFeedbackProps = {
  readonly settings: StageSettings;
  readonly configurationSet: IConfigurationSet;
  /** Receives each event, possibly more than once and in any order. */
  readonly recorder: LambdaFunction;
  readonly deadLetterQueue: IQueue;
};

/**
 * The SES events of an accepted email. SES sends events to the account's default bus only.
 * https://docs.aws.amazon.com/ses/latest/dg/monitoring-eventbridge.html
 */
const events = [
  EmailSendingEvent.DELIVERY,
  EmailSendingEvent.BOUNCE,
  EmailSendingEvent.COMPLAINT,
  EmailSendingEvent.REJECT,
  EmailSendingEvent.RENDERING_FAILURE,
];

// The same types as the events spell them.
// https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
const eventTypes = ['Delivery', 'Bounce', 'Complaint', 'Reject', 'Rendering Failure'];

/** Sends SES events of our emails to the function that records them. Events that fail go to the dead-letter queue. */
export const deliveryFeedback = (scope: Construct, props: DeliveryFeedbackProps): void => {
  const { settings, configurationSet, recorder } = props;
  // Imported by ARN: CDK would otherwise add this rule to the queue's policy, in a stack that this one depends on.
  const deadLetterQueue = Queue.fromQueueArn(scope, 'Failures', props.deadLetterQueue.queueArn);
  new ConfigurationSetEventDestination(scope, 'MailEventDestination', {
    configurationSetEventDestinationName: `invitations-${settings.stage}`,
    configurationSet,
    events,
    destination: EventDestination.eventBus(EventBus.fromEventBusName(scope, 'DefaultBus', 'default')),
  });
  recorder.configureAsyncInvoke({
    retryAttempts: 2,
    maxEventAge: Duration.hours(6),
    onFailure: new SqsDestination(deadLetterQueue),
  });
  new Rule(scope, 'MailEvents', {
    ruleName: mailEventsRule(settings.stage),
    description: 'Delivery events of invitation emails from SES.',
    eventPattern: {
      source: ['aws.ses'],
      // Stages in one account share the bus.
      detail: {
        eventType: eventTypes,
        mail: {
          tags: {
            'ses:configuration-set': [configurationSet.configurationSetName],
            // Only our emails have it; other senders may use the same configuration set.
            // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
            invitationId: [{ exists: true }],
          },
        },
      },
    },
    targets: [new LambdaTarget(recorder, { deadLetterQueue: deadLetterQueue, maxEventAge: Duration.hours(24) })],
  });
};
