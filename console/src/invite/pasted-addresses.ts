import { emailAddress } from '#core/contract/email-address.ts';

/** What stands between two addresses: commas, semicolons, line breaks; spaces too, outside of `Name <address>`. */
const separators = /[,;\n\r\t]+/;
const bracketed = /<([^<>]*)>/g;

// What is copied from a page may be the link to the address.
const linkScheme = /^mailto:/i;

const fromPart = (part: string): string[] => {
  const inBrackets = [...part.matchAll(bracketed)].map(([, address = '']) => address);
  if (inBrackets.length === 0) return part.split(/\s+/);
  // What is left beside the brackets is names, and perhaps bare addresses.
  const beside = part.replaceAll(bracketed, ' ').replaceAll(/"[^"]*"/g, ' ');
  return [...inBrackets, ...beside.split(/\s+/).filter((word) => word.includes('@'))];
};

// A comma in a quoted name, as in "Lee, Ann" <ann@acme.com>, separates nothing.
const withoutQuotedNames = (text: string): string => text.replaceAll(/"[^"\n]*"(?=\s*<)/g, ' ');

/** The addresses in a text as people paste it, in its order, each once, in the one form that the API knows where they are addresses. */
export const pastedAddresses = (text: string): string[] => {
  const found = withoutQuotedNames(text)
    .split(separators)
    .flatMap(fromPart)
    .map((word) => word.trim().replace(linkScheme, ''))
    .filter((word) => word !== '')
    .map((word) => emailAddress(word) ?? word);
  return [...new Set(found)];
};
