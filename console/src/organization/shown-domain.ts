/// <reference path="./punycode.d.ts" />
import punycode from 'punycode.js';

/** A domain as people write it, with the form that it is kept in: `bücher.de (xn--bcher-kva.de)`. Letters of another script may look like those of a known name; both together don’t. */
export const shownDomain = (domain: string): string => {
  const written = punycode.toUnicode(domain);
  return written === domain ? domain : `${written} (${domain})`;
};
