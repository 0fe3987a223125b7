import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { ServiceCall } from '../iam/service-accesses.ts';
import { ServiceError } from './service-error.ts';

/** A call of an AWS SDK: service, operation, parameters and caller. */
export type AwsCall = ServiceCall & {
  /** Access key of the caller's credentials. */
  readonly accessKeyId: string;
  /** The unparsed body. */
  readonly bytes: Buffer;
  readonly headers: IncomingHttpHeaders;
};

const invocationPath = /^\/2015-03-31\/functions\/([^/?]+)\/invocations/;

const services: Readonly<Record<string, string>> = {
  AmazonSQS: 'sqs',
  AWSCognitoIdentityProviderService: 'cognito-idp',
  DynamoDB_20120810: 'dynamodb',
  secretsmanager: 'secretsmanager',
};

const jsonIn = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    throw new ServiceError('SerializationException', 'Could not parse request body into json.');
  }
};

const parseCall = ({ url = '', headers }: IncomingMessage, bytes: Buffer): ServiceCall => {
  const [, FunctionName] = invocationPath.exec(url) ?? [];
  if (FunctionName !== undefined)
    return { service: 'lambda', operation: 'Invoke', body: { FunctionName: decodeURIComponent(FunctionName) } };
  const target = String(headers['x-amz-target'] ?? '');
  const [prefix = '', operation = ''] = target.split('.');
  const service = services[prefix];
  if (service !== undefined) return { service, operation, body: jsonIn(bytes) };
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    const form = new URLSearchParams(bytes.toString());
    return { service: 'ses', operation: form.get('Action') ?? '', body: Object.fromEntries(form) };
  }
  throw new ServiceError('UnknownOperationException', `${target || 'This call'} is not emulated.`);
};

// Events cost less than reading the request as a stream.
const bytesOf = (request: IncomingMessage): Promise<Buffer> => {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => resolve(Buffer.concat(chunks)));
  request.on('error', reject);
  return promise;
};

/** Reads and parses a call. Throws `ServiceError` if it isn't signed or the service is not emulated. */
export const readCall = async (request: IncomingMessage): Promise<AwsCall> => {
  const { headers } = request;
  // Keeps web pages out: a browser can't send this header to another origin without a preflight request.
  const [, accessKeyId] = /^AWS4-HMAC-SHA256 Credential=([^/]+)\//.exec(headers.authorization ?? '') ?? [];
  if (accessKeyId === undefined)
    throw new ServiceError('MissingAuthenticationTokenException', 'Missing Authentication Token', 403);
  const bytes = await bytesOf(request);
  return { ...parseCall(request, bytes), accessKeyId, bytes, headers };
};
