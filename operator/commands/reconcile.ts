import * as z from 'zod';

const answer = z.object({
  auditEvents: z.number(),
  emails: z.number(),
  expired: z.number(),
  failed: z.number(),
  organizations: z.number(),
  next: z.string().nullable(),
});
type Answer = z.output<typeof answer>;

const sum = (left: Answer, right: Answer): Answer => ({
  auditEvents: left.auditEvents + right.auditEvents,
  emails: left.emails + right.emails,
  expired: left.expired + right.expired,
  failed: left.failed + right.failed,
  organizations: left.organizations + right.organizations,
  next: right.next,
});

type Event = Readonly<Record<string, unknown>>;

/**
 * Calls reconcile until all items are checked, each time from the position of the previous call. Reports each position,
 * so that a stopped run can be continued. Returns the sums of all calls.
 */
export const reconcileToTheEnd = async (
  event: Event,
  call: (event: Event) => Promise<unknown>,
  report: (line: string) => void,
): Promise<Answer> => {
  const howToContinue = (place: unknown) => `To continue from here: --after ${place}`;
  let done: Answer = { auditEvents: 0, emails: 0, expired: 0, failed: 0, organizations: 0, next: null };
  for (let place = event.after; ; place = done.next) {
    const called = call({ ...event, ...(place !== undefined && { after: place }) });
    const ended = await called.catch((error: unknown) => {
      if (done.next !== null) report(howToContinue(done.next));
      throw error;
    });
    done = sum(done, answer.parse(ended));
    if (done.next === null) break;
    report(`${JSON.stringify({ ...done, next: undefined })} so far. ${howToContinue(done.next)}`);
  }
  if (done.failed > 0) report(`${done.failed} repairs failed. See the log of reconcile, then run it again.`);
  return done;
};
