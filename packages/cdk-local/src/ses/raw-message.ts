import { domainToASCII } from 'node:url';
import { type AddressObject, simpleParser } from 'mailparser';
import type { SendRequest } from './ses-request.ts';

/** A header as it was sent, with its name in lower case. */
type HeaderLine = { readonly key: string; readonly line: string };

/** The message of `SendRawEmail`. */
export type RawMessage = {
  readonly text: string;
  readonly headerLines: readonly HeaderLine[];
  /** The addresses of a header, without display names. */
  readonly addressesIn: (header: string) => readonly string[];
};

const isAddressObject = (value: unknown): value is AddressObject =>
  typeof value === 'object' && value !== null && 'value' in value && Array.isArray(value.value);

const isAscii = (text: string): boolean => /^[\x20-\x7e\s]*$/.test(text);

/** Undoes that the parser shows a domain in Punycode as Unicode: SES gets the address as it was sent. */
const asSent = (address: string, line: string): string => {
  const domain = address.slice(address.lastIndexOf('@') + 1);
  if (!isAscii(line) || isAscii(domain)) return address;
  return `${address.slice(0, -domain.length)}${domainToASCII(domain)}`;
};

/** Returns the addresses of a parsed header, with those of its groups. */
const addressesOf = (parsed: unknown): readonly string[] =>
  [parsed]
    .flat()
    .filter(isAddressObject)
    .flatMap(({ value }) => value)
    .flatMap(({ address, group = [] }) => [address, ...group.map((member) => member.address)])
    .filter((address) => address !== undefined)
    .filter((address) => address !== '');

/** Parses the message of a `SendRawEmail` request. */
export const readRawMessage = async ({ form }: SendRequest): Promise<RawMessage> => {
  const data = Buffer.from(form.get('RawMessage.Data') ?? '', 'base64');
  const parsed = await simpleParser(data);
  const headerLines = parsed.headerLines.map(({ key, line }) => ({ key: key.toLowerCase(), line }));
  const lineOf = (header: string): string => headerLines.find(({ key }) => key === header)?.line ?? '';
  return {
    text: data.toString('latin1'),
    headerLines,
    addressesIn: (header) => addressesOf(parsed.headers.get(header)).map((address) => asSent(address, lineOf(header))),
  };
};
