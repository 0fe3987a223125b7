import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { ClockState } from 'cdk-local/clock';
import { functionsOfApp } from 'cdk-local/single-function';
import * as z from 'zod';

/** The call at which a process crashes: before it is executed, or before its response arrives. */
export type Moment = { readonly call: number; readonly when: 'before' | 'after' };

export type Killed = {
  /** True if the call occurred. */
  readonly hasDied: boolean;
  /** Emails that SES had accepted but were not recorded at the crash. */
  readonly unnoted: number;
};

type Run = {
  readonly awsEndpoint: string;
  /** Of the table itself, which accepts any credentials. */
  readonly tableEndpoint: string;
  readonly assembly: string;
  readonly clock: { readonly hands: ClockState };
};
type Answer = { readonly status: number; readonly type: string; readonly bytes: Buffer };

const isMail = (body: string): boolean => /^Action=Send(?:Raw)?Email/.test(body);
const notesMail = (body: string): boolean => /":new_state":\{"S":"(sent|failed)"\}/.test(body);

/** The SES error for a permanently rejected email. */
const refusal: Answer = {
  status: 400,
  type: 'text/xml',
  bytes: Buffer.from(
    '<ErrorResponse><Error><Type>Sender</Type><Code>MessageRejected</Code><Message>Address blocked.</Message></Error></ErrorResponse>',
  ),
};

const forward = async (run: Run, { url, headers }: IncomingMessage, body: Buffer): Promise<Answer> => {
  const { host: _, connection: __, 'content-length': ___, ...rest } = headers;
  const passed = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, String(value)]));
  if (isMail(body.toString()) && body.includes('refused')) return refusal;
  const isOfTable = passed['x-amz-target']?.startsWith('DynamoDB');
  const answer = await fetch(`${isOfTable ? run.tableEndpoint : run.awsEndpoint}${url}`, {
    method: 'POST',
    headers: passed,
    body: new Uint8Array(body),
  });
  const type = answer.headers.get('content-type') ?? '';
  return { status: answer.status, type, bytes: Buffer.from(await answer.arrayBuffer()) };
};

/** An email that failed before the call to SES is recorded without having been sent. */
const unnotedAfter = (unnoted: number, said: string): number => {
  if (isMail(said)) return unnoted + 1;
  return notesMail(said) ? Math.max(0, unnoted - 1) : unnoted;
};

/** Forwards calls to AWS until the one at which the process crashes. */
const death = (run: Run, { call, when }: Moment, kill: () => Promise<void>) => {
  let [calls, unnoted, hasDied] = [0, 0, false];
  const unnotedAtDeath = { count: 0 };
  const die = async (): Promise<void> => {
    hasDied = true;
    unnotedAtDeath.count = unnoted;
    await kill();
  };
  const answer = async (request: IncomingMessage): Promise<Answer | undefined> => {
    const body = await buffer(request);
    const isTheOne = ++calls === call;
    if (isTheOne && when === 'before') await die();
    if (hasDied) return undefined;
    // Calls in flight of others still complete.
    const answered = await forward(run, request, body);
    unnoted = unnotedAfter(unnoted, answered.status === 200 ? body.toString() : '');
    if (isTheOne) await die();
    return hasDied ? undefined : answered;
  };
  return { answer, deathReport: (): Killed => ({ hasDied, unnoted: unnotedAtDeath.count }) };
};

const write = (response: ServerResponse, answered: Answer | undefined): void => {
  if (answered) response.writeHead(answered.status, { 'content-type': answered.type }).end(answered.bytes);
  else response.destroy();
};

/** A proxy between functions and AWS that can kill the running function. */
const startBetween = async ({ assembly }: Run) => {
  let answer: (request: IncomingMessage) => Promise<Answer | undefined> = async () => undefined;
  const server = createServer((request, response) => {
    const destroy = (): void => void response.destroy();
    answer(request).then((answered) => write(response, answered), destroy);
  });
  server.listen(0, '127.0.0.1').unref();
  await once(server, 'listening');
  const { port } = z.object({ port: z.number() }).parse(server.address());
  const functions = functionsOfApp(assembly, `http://127.0.0.1:${port}`);
  const answerWith = (one: typeof answer): void => {
    answer = one;
  };
  return { functions, answerWith };
};

let between: ReturnType<typeof startBetween> | undefined;

/** Runs a deployed function in its own thread, and kills it at one moment. */
export const runUntilKilled = async (run: Run, name: string, event: unknown, moment: Moment): Promise<Killed> => {
  between ??= startBetween(run);
  const { functions, answerWith } = await between;
  const one = functions.start(`invitations-local-${name}`, {
    accessKeyId: 'killed',
    clock: run.clock.hands,
    logFile: join(run.assembly, 'killed.log'),
  });
  const { answer, deathReport } = death(run, moment, one.end);
  answerWith(answer);
  const outcome = await one.run(event);
  await one.end();
  const said = outcome.error ? outcome.error.errorMessage : outcome.payload;
  if (!deathReport().hasDied && !['null', '{"batchItemFailures":[]}'].includes(said))
    throw new Error(`${name} said ${said}`);
  return deathReport();
};
