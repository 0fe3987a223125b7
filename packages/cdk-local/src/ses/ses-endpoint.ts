import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { DatabaseSync } from 'node:sqlite';
import { BodyTooLarge, formOf, receive } from '../web/request.ts';
import type { HttpReply } from '../web/response.ts';
import { replaceUndeclaredNonAscii } from './charset.ts';
import { addressIn } from './mailbox.ts';
import { type SesAccount, validateSendRequest } from './ses-checks.ts';
import { errorXml, SesError } from './ses-error.ts';
import type { AcceptedEmail } from './ses-events.ts';
import type { SesLibrary } from './ses-library.ts';
import { readSendRequest, type SendRequest } from './ses-request.ts';
import { storeEmail } from './stored-emails.ts';

export type SesEndpoint = {
  readonly database: DatabaseSync;
  readonly library: SesLibrary;
  readonly account: SesAccount;
  /** Lets a test refuse, throttle or break a sending that SES would take. */
  readonly fault: ((sending: SendRequest) => SesError | undefined) | undefined;
  /** Told of each mail that was taken, once it is kept. */
  readonly taken: ((mail: AcceptedEmail) => void) | undefined;
  /** Epoch milliseconds. */
  readonly now: () => number;
};

const acceptSendRequest = async (
  { database, library, account, fault, taken, now }: SesEndpoint,
  sending: SendRequest,
): Promise<string> => {
  validateSendRequest(sending, account);
  const refusal = fault?.(sending);
  if (refusal) throw refusal;
  const { xml, email } = await library.send(replaceUndeclaredNonAscii(sending.form));
  const { to, cc, bcc } = email.destination;
  const replyTo = sending.replyTo.length > 0 ? sending.replyTo : email.replyTo;
  const recipients = sending.recipients.length > 0 ? sending.recipients : [...to, ...cc, ...bcc];
  const at = now();
  for (const recipient of recipients)
    storeEmail(database, {
      to: addressIn(recipient),
      from: email.from,
      replyTo: replyTo.join(', ') || null,
      subject: email.subject,
      html: email.body.html ?? null,
      text: email.body.text ?? null,
      sentAt: new Date(at).toISOString(),
      tags: Object.fromEntries(sending.tags),
      configurationSet: sending.configurationSet ?? null,
      messageId: email.messageId,
    });
  taken?.({ sending, messageId: email.messageId, recipients, at });
  return xml;
};

const refusalFor = (error: unknown): SesError => {
  if (error instanceof SesError) return error;
  if (error instanceof BodyTooLarge)
    return new SesError('InvalidParameterValue', 'Message length is more than 10485760 bytes long.');
  return new SesError('InternalFailure', String(error), 500);
};

/** Answers every call: what is not known gets an error, never silence. A mail is kept before its sender hears of it. */
export const handleSesCall = async (endpoint: SesEndpoint, request: IncomingMessage): Promise<HttpReply> => {
  const requestId = randomUUID();
  const headers = { 'content-type': 'text/xml', 'x-amzn-requestid': requestId };
  try {
    const received = await receive(request, 30 * 1024 * 1024);
    if (!received.headers.authorization)
      throw new SesError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403);
    return { status: 200, headers, body: await acceptSendRequest(endpoint, readSendRequest(formOf(received))) };
  } catch (error) {
    const refusal = refusalFor(error);
    return { status: refusal.status, headers, body: errorXml(refusal, requestId) };
  }
};
