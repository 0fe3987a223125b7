import { strict as assert } from 'node:assert';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { signIn } from 'cdk-local/sign-in';
import { decodeJwt } from 'jose';
import * as z from 'zod';
import { surprises } from '#test/support/openapi.ts';
import type { Person } from './model.ts';

// biome-ignore lint/suspicious/noExplicitAny: what an answer holds is what is looked at.
export type Answer = { readonly status: number; readonly body: any };

export type Call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;

/** Client for the API at `url`. Every response must match the OpenAPI document. */
const caller =
  (url: string, token?: string): Call =>
  async (method, path, body, headers = {}) => {
    const response = await fetch(`${url}/v1${path}`, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const parsed = text === '' ? '' : JSON.parse(text);
    const [pathname] = path.split('?');
    const contentType = response.headers.get('content-type');
    const observed = { method, path: `/v1${pathname}`, status: response.status, contentType, body: parsed };
    assert.deepEqual(surprises(observed), [], `${method} ${path} matches the OpenAPI document`);
    return { status: response.status, body: parsed };
  };

const mails = z.array(z.object({ to: z.string(), text: z.string(), subject: z.string(), sentAt: z.string() }));
export type Mail = z.infer<typeof mails>[number];

export type Client = {
  readonly url: string;
  readonly anyone: Call;
  /** Signs in through the real flow, once per token lifetime. */
  readonly as: (person: Person) => Promise<Call>;
  /** Signs in again, even with a valid token. */
  readonly signIn: (person: Person) => Promise<Call>;
  /** Calls `listener` after each sign-in. Sign-ins are sequential. */
  readonly onSignIn: (listener: (person: Person) => void) => void;
  /** Invokes an operator function like the commands, and waits for its response by default. */
  readonly operator: (command: string, event: object, waits?: boolean) => Promise<unknown>;
  readonly mails: (to?: string) => Promise<Mail[]>;
};

/** Returns the token in the link of an email. */
export const tokenIn = ({ text }: Mail): string => /\/invitation#(\S+)/.exec(text)?.[1] ?? '';

const operatorAt = async (url: string) => {
  const { awsEndpoint } = z
    .object({ awsEndpoint: z.string() })
    .parse(await (await fetch(`${url}/local/running.json`)).json());
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  // Not retried: without a response the command may have run.
  const client = new LambdaClient({ endpoint: awsEndpoint, region: 'eu-central-1', credentials, maxAttempts: 1 });
  return async (command: string, event: object, waits = true): Promise<unknown> => {
    const { Payload, FunctionError } = await client.send(
      new InvokeCommand({
        FunctionName: `invitations-local-${command}`,
        Payload: JSON.stringify(event),
        InvocationType: waits ? 'RequestResponse' : 'Event',
      }),
    );
    const text = Payload?.transformToString() || 'null';
    if (FunctionError) throw new Error(`${command} failed: ${text}`);
    return JSON.parse(text);
  };
};

/** A token has the Google profile at its sign-in. */
const accountOf = ({ subject, email, verified }: Person): string => `${subject} ${email} ${verified}`;

/** Clients of all people at a running stack, with the time of `now`. */
export const clientOf = async (url: string, now: () => number): Promise<Client> => {
  const signedIn = new Map<string, { call: Call; until: number }>();
  let listener: (person: Person) => void = () => undefined;
  let before: Promise<unknown> = Promise.resolve();
  const signInNow = async (person: Person): Promise<Call> => {
    const { subject, email, verified, name } = person;
    const { accessToken } = await signIn({ url, email, name, verified, subject });
    const { sub, exp } = z.object({ sub: z.string(), exp: z.number() }).parse(decodeJwt(accessToken));
    assert.ok(person.userId === '' || person.userId === sub, `${person.label} is one user whatever their address`);
    person.userId = sub;
    const call = caller(url, accessToken);
    signedIn.set(accountOf(person), { call, until: exp * 1000 });
    listener(person);
    return call;
  };
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const turn = before.then(act);
    before = turn.catch(() => undefined);
    return turn;
  };
  const known = (person: Person): Call | undefined => {
    const found = signedIn.get(accountOf(person));
    return found && found.until > now() + 60_000 ? found.call : undefined;
  };
  return {
    url,
    anyone: caller(url),
    as: async (person) => known(person) ?? inTurn(async () => known(person) ?? signInNow(person)),
    signIn: (person) => inTurn(() => signInNow(person)),
    onSignIn: (to) => {
      listener = to;
    },
    operator: await operatorAt(url),
    mails: async (to) => {
      const query = to === undefined ? '' : `?to=${encodeURIComponent(to)}`;
      return mails.parse(await (await fetch(`${url}/local/inbox.json${query}`)).json());
    },
  };
};
