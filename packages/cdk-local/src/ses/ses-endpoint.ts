import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { DatabaseSync } from 'node:sqlite';
import { BodyTooLarge, formOf, receive } from '../web/request.ts';
import type { HttpReply } from '../web/response.ts';
import { replaceUndeclaredNonAscii } from './charset.ts';
import { headersOf } from './headers.ts';
import { addressIn } from './mailbox.ts';
import { readRawMessage } from './raw-message.ts';
import { validateRawMessage } from './raw-message-checks.ts';
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
  /** Returns an error for a request that SES would accept, for tests. */
  readonly fault: ((request: SendRequest) => SesError | undefined) | undefined;
  /** Receives each accepted email after it is stored. */
  readonly onAccepted: ((email: AcceptedEmail) => void) | undefined;
  /** Epoch milliseconds. */
  readonly now: () => number;
};

const acceptSendRequest = async (
  { database, library, account, fault, onAccepted, now }: SesEndpoint,
  request: SendRequest,
): Promise<string> => {
  validateSendRequest(request, account);
  const message = request.action === 'SendRawEmail' ? await readRawMessage(request) : undefined;
  if (message) validateRawMessage(message, request, account);
  const error = fault?.(request);
  if (error) throw error;
  const { xml, email } = await library.send(replaceUndeclaredNonAscii(request.form));
  const { to, cc, bcc } = email.destination;
  const replyTo = request.replyTo.length > 0 ? request.replyTo : email.replyTo;
  const recipients = request.recipients.length > 0 ? request.recipients : [...to, ...cc, ...bcc];
  const at = now();
  const headers = headersOf(request, { messageId: email.messageId, at }, message);
  for (const recipient of recipients)
    storeEmail(database, {
      to: addressIn(recipient),
      from: email.from,
      replyTo: replyTo.join(', ') || null,
      subject: email.subject,
      html: email.body.html ?? null,
      text: email.body.text ?? null,
      sentAt: new Date(at).toISOString(),
      tags: Object.fromEntries(request.tags),
      configurationSet: request.configurationSet ?? null,
      messageId: email.messageId,
      headers,
    });
  onAccepted?.({ request, messageId: email.messageId, recipients, at });
  return xml;
};

const toSesError = (error: unknown): SesError => {
  if (error instanceof SesError) return error;
  if (error instanceof BodyTooLarge)
    return new SesError('InvalidParameterValue', 'Message length is more than 10485760 bytes long.');
  return new SesError('InternalFailure', String(error), 500);
};

/** Handles an SES call. Stores an email before the response. Unknown calls get an error. */
export const handleSesCall = async (endpoint: SesEndpoint, request: IncomingMessage): Promise<HttpReply> => {
  const requestId = randomUUID();
  const headers = { 'content-type': 'text/xml', 'x-amzn-requestid': requestId };
  try {
    const received = await receive(request, 30 * 1024 * 1024);
    if (!received.headers.authorization)
      throw new SesError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403);
    return { status: 200, headers, body: await acceptSendRequest(endpoint, readSendRequest(formOf(received))) };
  } catch (error) {
    const sesError = toSesError(error);
    return { status: sesError.status, headers, body: errorXml(sesError, requestId) };
  }
};
