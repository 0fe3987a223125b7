/// <reference path="./punycode.d.ts" />

import punycode from 'punycode.js';
import { domainName } from '#core/contract/email-address.ts';

/** European letters, without those that pass for ASCII. */
const latin = /^(?!.*[ıĸſ])[-a-z\dß-öø-ž]+$/u;

/** Scripts whose letters do not look like Latin ones; none is mixed with another. */
const distinct = [
  /^[-\d\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+$/u,
  /^[-\d\p{Script=Hangul}]+$/u,
  /^[-\d\p{Script=Arabic}]+$/u,
  /^[-\d\p{Script=Hebrew}]+$/u,
  /^[-\d\p{Script=Thai}\p{M}]+$/u,
  /^[-\d\p{Script=Devanagari}]+$/u,
];

/** Scripts with letters that pass for Latin ones: believed below a top-level domain of the same script only. */
const ambiguous = [/^[-\d\p{Script=Cyrillic}]+$/u, /^[-\d\p{Script=Greek}]+$/u];

const isReadable = (label: string, topLevel: string): boolean =>
  latin.test(label) ||
  distinct.some((script) => script.test(label)) ||
  ambiguous.some((script) => script.test(label) && script.test(topLevel));

/** Returns the domain that an ASCII form encodes, or undefined if it is not the canonical form of one. */
const decoded = (domain: string): string | undefined => {
  try {
    const written = punycode.toUnicode(domain);
    return domainName(written) === domain ? written : undefined;
  } catch {
    return undefined;
  }
};

/**
 * A domain as people write it: `bücher.de` for `xn--bcher-kva.de`. Stays in ASCII where its letters could pass for
 * those of another domain, as browsers do it in their address bar.
 */
export const readableDomain = (domain: string): string => {
  const written = decoded(domain);
  const labels = written?.split('.') ?? [];
  const topLevel = labels.at(-1) ?? '';
  return written !== undefined && labels.every((label) => isReadable(label, topLevel)) ? written : domain;
};

/** An email address with its domain as people write it. What is no address stays as it is. */
export const readableEmail = (email: string): string => {
  const domain = email.lastIndexOf('@') + 1;
  return email.slice(0, domain) + readableDomain(email.slice(domain));
};
