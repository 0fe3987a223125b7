import { entriesIn } from './cells.ts';
import { parseAddresses } from './parse-addresses.ts';
import { plainText } from './plain-text.ts';

/** The addresses of a file, and the names of its columns that have none. */
export type AddressFile = { readonly emails: readonly string[]; readonly ignoredColumns: readonly string[] };

const isAddress = (cell: string | undefined): boolean => cell?.includes('@') ?? false;

const unquoted = (cell: string): string => cell.trim().replace(/^"(.*)"$/s, '$1');

/** Names of columns without an address, where the first line names columns. */
const ignoredColumnsIn = (text: string): string[] => {
  const [head = [], ...rows] = entriesIn(plainText(text));
  if (rows.length === 0 || head.length < 2 || head.some(isAddress)) return [];
  return head
    .filter((_, column) => !rows.some((row) => isAddress(row[column])))
    .map(unquoted)
    .filter((name) => name !== '');
};

/** Reads the text of a CSV, TSV or text file. Entries without an address are left out. */
export const readAddressFile = (text: string): AddressFile => ({
  emails: parseAddresses(text).emails.filter(isAddress),
  ignoredColumns: ignoredColumnsIn(text),
});

/** Returns the bytes of a file as text: UTF-8, or UTF-16 as spreadsheets mark it. */
export const textOfFile = (bytes: Uint8Array): string => {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder().decode(bytes);
};
