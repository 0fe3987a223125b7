import { createHash, timingSafeEqual } from 'node:crypto';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod/mini';
import { originHeader } from '#core/deployment.ts';
import { TryLater } from '#core/try-later.ts';
import { settings } from '#functions/aws/settings.ts';

// An empty one would be met by a request without the header.
const originSecrets = z.record(z.string(), z.string().check(z.minLength(16)));

const readSecrets = (text: string): readonly string[] => {
  try {
    return Object.values(originSecrets.parse(JSON.parse(text)));
  } catch {
    // Without its cause, which would write a part of them into the log.
    throw new TryLater('The origin secrets can not be read');
  }
};

// Of one length, whatever was given.
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Whether a request came by CloudFront and the firewall before it, which alone know what the header has to say. Without a
 * firewall every request did. Throws `TryLater` where the
 * secrets can't be read.
 */
export const cameByOurOrigin = (headers: Readonly<Record<string, string | undefined>>): boolean => {
  const secrets = settings.originSecrets();
  if (secrets === undefined) return true;
  const given = digest(headers[originHeader] ?? '');
  return readSecrets(secrets).some((taken) => timingSafeEqual(digest(taken), given));
};

/** As API Gateway itself refuses: nobody need know that there is more behind it. */
export const forbidden: APIGatewayProxyStructuredResultV2 = {
  statusCode: 403,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ message: 'Forbidden' }),
};
