import type { MxRecord } from 'node:dns';
import * as z from 'zod';
import { type Check, type Finding, right, wrong } from './finding.ts';

const record = z.object({ name: z.string(), type: z.enum(['CNAME', 'MX', 'TXT']), value: z.string() });
type DnsRecord = z.infer<typeof record>;

/** The part of `node:dns` that the check uses. */
export type Resolver = {
  readonly resolveCname: (name: string) => Promise<string[]>;
  readonly resolveMx: (name: string) => Promise<MxRecord[]>;
  readonly resolveTxt: (name: string) => Promise<string[][]>;
  readonly resolve4: (name: string) => Promise<string[]>;
};

const absent = new Set(['ENODATA', 'ENOTFOUND']);

/** Returns the records of a name, or none if it does not exist. Throws if the lookup fails. */
const orNone = async <T>(answers: Promise<readonly T[]>): Promise<readonly T[]> =>
  answers.catch((error: NodeJS.ErrnoException) => {
    if (absent.has(error.code ?? '')) return [];
    throw error;
  });

const bare = (host: string): string => host.toLowerCase().replace(/\.$/, '');

/** Returns whether a policy includes ours: the domain may have a stricter one, or allow other senders too. */
const includesPolicy = (found: string, value: string): boolean => {
  const [version = '', ...words] = value.split(/[\s;]+/);
  return (
    found.startsWith(version) &&
    words.filter((word) => word.startsWith('include:')).every((word) => found.includes(word))
  );
};

const found = async ({ name, type, value }: DnsRecord, resolver: Resolver): Promise<readonly string[]> => {
  if (type === 'TXT') return (await orNone(resolver.resolveTxt(name))).map((parts) => parts.join(''));
  if (type === 'MX')
    return (await orNone(resolver.resolveMx(name))).map(({ priority, exchange }) => `${priority} ${bare(exchange)}`);
  const names = (await orNone(resolver.resolveCname(name))).map(bare);
  if (names.length > 0) return names;
  // A Route 53 alias is only recognizable by its addresses.
  const [own, meant] = await Promise.all([name, value].map((host) => orNone(resolver.resolve4(host))));
  return own?.some((address) => meant?.includes(address)) ? [bare(value)] : (own ?? []);
};

const lookUp = async (record: DnsRecord, resolver: Resolver): Promise<Finding> => {
  const { name, type, value } = record;
  const there = await found(record, resolver);
  const isRight = there.some((one) => (type === 'TXT' ? includesPolicy(one, value) : one === bare(value)));
  if (isRight) return right(`${type} ${name}`);
  const related = type === 'TXT' ? there.filter((one) => one.startsWith(value.split(/[\s;]/)[0] ?? '')) : there;
  const instead = related.length > 0 ? `is ${related.join(', ')}` : 'is missing';
  return wrong(`${type} ${name} ${instead}: set it to ${value} at your DNS provider`);
};

const notLookedUp = ({ name, type }: DnsRecord, { message }: Error): Finding => ({
  isRight: undefined,
  text: `${type} ${name} could not be looked up: ${message}`,
});

/** Checks the records of the output DnsRecords. */
export const dnsCheck = (records: () => string, resolver: Resolver): Check => ({
  about: 'DNS',
  look: async () =>
    Promise.all(
      z
        .array(record)
        .parse(JSON.parse(records()))
        .map((one) => lookUp(one, resolver).catch((error: Error) => notLookedUp(one, error))),
    ),
});
