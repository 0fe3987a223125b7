import * as z from 'zod/mini';
import { redriveEmails } from '#functions/aws/email-messages.ts';
import { readMessage } from '#functions/consumer/dead-letters.ts';
import { countMessages, receiveMessages, removeMessage } from '#functions/consumer/failure-messages.ts';
import { command } from '#functions/consumer/operator-command.ts';
import { invoke, replayRecords } from '#functions/consumer/stream-consumers.ts';
import { errorFacts, logLine } from '#functions/endpoint/log-line.ts';

type Outcome = 'replayed' | 'failed' | 'needReconcile' | 'forgotten';

const replay = async (body: string, forget: boolean): Promise<Outcome> => {
  const parked = readMessage(body);
  if (parked.kind === 'place') return forget ? 'forgotten' : 'needReconcile';
  // A record is the only copy of a change that must be processed; an event only adds detail to an invitation.
  const failed = forget && parked.kind === 'event' ? 'forgotten' : 'failed';
  try {
    if (parked.kind === 'record') await replayRecords(parked.reader, [parked.record]);
    else if (parked.kind === 'event') await invoke('record-delivery', parked.event);
    else throw new Error('Unknown kind of message');
    return 'replayed';
  } catch (error) {
    logLine('error', { replay: failed, ...errorFacts(error) });
    return failed;
  }
};

const isDone = (outcome: Outcome): boolean => outcome === 'replayed' || outcome === 'forgotten';

/** Yields the messages that are in the queue now, each once. */
async function* waiting() {
  for (let left = await countMessages(); left > 0; ) {
    const messages = await receiveMessages();
    if (messages.length === 0) return;
    left -= messages.length;
    yield* messages;
  }
}

/**
 * Sends the messages of the dead-letter queue to their functions again. Messages that fail again stay. `needReconcile`
 * counts messages that only name positions in the stream: run `reconcile` for them. With `forget`, those messages and
 * SES events that fail again are removed. `emails` counts emails that SQS moves from their dead-letter queue back to the
 * email queue.
 */
export const handler = command(z.strictObject({ forget: z.optional(z.boolean()) }), async ({ forget = false }) => {
  const counts = { replayed: 0, failed: 0, needReconcile: 0, forgotten: 0, emails: await redriveEmails() };
  for await (const { body, receipt } of waiting()) {
    const outcome = await replay(body, forget);
    counts[outcome] += 1;
    if (isDone(outcome)) await removeMessage(receipt);
  }
  return counts;
});
