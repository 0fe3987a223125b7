import { createHash, timingSafeEqual } from 'node:crypto';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod/mini';
import { originHeader } from '#core/deployment.ts';
import { RetryableError } from '#core/retryable-error.ts';
import { settings } from '#functions/aws/settings.ts';

// An empty secret would match a request without the header.
const originSecrets = z.record(z.string(), z.string().check(z.minLength(16)));

const readSecrets = (text: string): readonly string[] => {
  try {
    return Object.values(originSecrets.parse(JSON.parse(text)));
  } catch {
    // Without the cause, which would log a part of the secrets.
    throw new RetryableError('The origin secrets can not be read');
  }
};

// Hashed, because timingSafeEqual requires equal lengths.
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Returns whether a request has the secret header that CloudFront adds behind the firewall. Always true without a
 * firewall. Throws `RetryableError` if the secrets can't be read.
 */
export const cameByOurOrigin = (headers: Readonly<Record<string, string | undefined>>): boolean => {
  const secrets = settings.originSecrets();
  if (secrets === undefined) return true;
  const given = digest(headers[originHeader] ?? '');
  return readSecrets(secrets).some((taken) => timingSafeEqual(digest(taken), given));
};

/** The response of API Gateway itself, so that callers do not learn about the check. */
export const forbidden: APIGatewayProxyStructuredResultV2 = {
  statusCode: 403,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ message: 'Forbidden' }),
};
