import { randomUUID } from 'node:crypto';
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import * as z from 'zod';
import { errorXml, SesError } from '../ses/ses-error.ts';
import { ServiceError } from './service-error.ts';

/** Response of a service that is not yet written. */
export type AwsResponse = {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string | Buffer;
};

export const jsonResponse = (status: number, body: unknown, headers: OutgoingHttpHeaders = {}): AwsResponse => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': randomUUID(), ...headers },
  body: JSON.stringify(body),
});

const serviceErrorOf = (error: unknown): ServiceError => {
  if (error instanceof ServiceError) return error;
  if (error instanceof z.ZodError) return new ServiceError('ValidationException', error.message);
  return new ServiceError('InternalFailure', error instanceof Error ? error.message : String(error), 500);
};

/** Returns an error response in the service's protocol: XML for SES, JSON for the others. */
export const errorResponse = (error: unknown, service?: string): AwsResponse => {
  const { code, message, status, details } = serviceErrorOf(error);
  if (service !== 'ses')
    return jsonResponse(status, { __type: code, message, Message: message, ...details }, { 'x-amzn-errortype': code });
  const id = randomUUID();
  const headers = { 'content-type': 'text/xml', 'x-amzn-requestid': id };
  return { status, headers, body: errorXml(new SesError(code, message, status), id) };
};

export const writeResponse = (response: ServerResponse, { status, headers, body }: AwsResponse): void => {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
};
