import { invisibleRun, withoutInvisible } from '#console/text/visible-text.ts';
import { domainName, emailAddress } from '#core/contract/email-address.ts';
import { hasText } from './cells.ts';

/** An address, in its one form; or what was meant to be one, as it is written. */
export type Found = { readonly email: string; readonly valid: boolean };

// White space, brackets and quotation marks of every script, and ASCII that no mailbox has. `’` may be an apostrophe.
const separators = /(?:(?!’)[\p{White_Space}\p{Ps}\p{Pe}\p{Pi}\p{Pf}<>,;:|\\"`])+/u;

// Languages that put no space between an address and the word after it.
const spaceless =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}ー';

const domainRun = /^[\p{L}\p{M}\p{Nd}._。-]*/u;
const dotInDomain = new RegExp(`(?<=[a-z\\d])。(?=[a-z\\d])|(?<=[${spaceless}])。(?=[${spaceless}])`, 'giu');
const wordAfterDomain = new RegExp(`^(.*\\.[a-z]{2,})[${spaceless}][^.]*$`, 'iu');
const spacelessRun = new RegExp(`^[${spaceless}]+`, 'u');

// `…` says that something is missing: what is left is not the address.
const afterAddress = new RegExp(`^(?:$|[.。_'*!/?~&}${spaceless}]|(?![…‥])[^\\p{ASCII}\\p{L}\\p{M}\\p{Nd}])`, 'u');
const beforeAddress = /^(?:['*~/&?!=-]|(?![…‥])[^\p{ASCII}\p{L}\p{M}\p{N}])+/u;
const key = /^[a-z][\w-]*=/i;
const typographicApostrophe = /(?<=\p{L})[’ʼ](?=\p{L})/gu;

const domainAt = (text: string): string => {
  const run = domainRun.exec(text)?.[0] ?? '';
  // The full stop of a sentence, where the next one holds an address too.
  const dotted = text[run.length] === '@' ? run : run.replaceAll(dotInDomain, '.');
  const domain = dotted.split('。', 1)[0] ?? '';
  const [, kept] = wordAfterDomain.exec(domain) ?? [];
  if (kept !== undefined && domainName(kept) !== undefined) return kept;
  return domain.replace(/(?<!\.)\.$/, '').replace(/_+$/, '');
};

const localPart = (text: string, emphasized: boolean): string => {
  const bare = text.replace(beforeAddress, '').replace(key, '').replace(beforeAddress, '');
  return (emphasized ? bare.replace(/^_+/, '') : bare).replaceAll(typographicApostrophe, "'");
};

const withoutMarks = (piece: string): string => piece.replace(/^['*~]+|['*~]+$/g, '');

/** The addresses in a piece without separators, one after the other. */
const addressesInPiece = (piece: string): Found[] => {
  const found: Found[] = [];
  let rest = piece;
  while (rest.includes('@')) {
    // `@ann` is what chats call people, and a lone @ is a word.
    if (/^[^\p{L}\p{N}@]*@[\p{L}\p{N}_-]*$/u.test(rest)) return found;
    const at = rest.indexOf('@');
    const domain = domainAt(rest.slice(at + 1));
    const after = rest.slice(at + 1 + domain.length);
    const email = emailAddress(`${localPart(rest.slice(0, at), after.startsWith('_'))}@${domain}`);
    if (email === undefined || !afterAddress.test(after))
      return [...found, { email: withoutMarks(rest), valid: false }];
    found.push({ email, valid: true });
    rest = after.replace(/^[.。_]+/, '').replace(spacelessRun, '');
  }
  return found;
};

const countOfAt = (text: string): number => text.split('@').length - 1;

/** Returns the visible text of a token. Invisible characters separate two addresses that would otherwise be joined. */
const visiblePieces = (token: string): string[] => {
  const whole = withoutInvisible(token);
  if (countOfAt(whole) < 2) return [whole];
  const pieces: string[] = [];
  let open = '';
  const parts = token.split(invisibleRun);
  const last = parts.findLastIndex((part) => part.includes('@'));
  for (const [index, part] of parts.entries()) {
    const complete = index <= last && emailAddress(open) !== undefined;
    if (complete) pieces.push(open);
    open = complete ? part : open + part;
  }
  return [...pieces, open];
};

/** All that is an address in a cell, or was meant to be one; and whether there are other words. */
export const addressesInCell = (cell: string): { readonly found: readonly Found[]; readonly words: boolean } => {
  const pieces = cell
    .split(separators)
    .flatMap(visiblePieces)
    .map((piece) => ({ piece, found: addressesInPiece(piece) }));
  return {
    found: pieces.flatMap(({ found }) => found),
    words: pieces.some(({ piece, found }) => found.length === 0 && hasText(piece)),
  };
};
