import { isVisibleName } from '#core/contract/names.ts';

const longestName = 120;

// Two things stay although they are invisible: the marks that choose how an emoji is drawn, and the joiners inside emoji
// and inside Persian or Indic words, that is between characters that aren't ASCII.
const invisible =
  /(?!\ufe0e|\ufe0f|(?<=[^\p{ASCII}\p{Cf}])[\u200c\u200d](?=[^\p{ASCII}\p{Cf}]))[\p{Cf}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;
const blanksAndControls = /[\p{Cc}\p{Z}]+/gu;
// Marks piled up without end are drawn over the lines above and below.
const marksPiledUp = /(\p{M}{8})\p{M}+/gu;

// Every full stop, colon and @ that IDNA or a mail client takes for the ASCII one.
const stopInsideWord = /[.\u2024\u3002\ufe52\uff0e\uff61](?=[^\s\p{P}]|[-_])/gu;
const colonOrAtBeforeText = /[:\ufe13\ufe55\uff1a@\ufe6b\uff20](?=\S)/gu;
const colonBeforeSlash = /[:\ufe13\ufe55\uff1a](?=[/\\])/gu;
const firstOfTwoSlashes = /[/\\](?=[/\\])/g;

/**
 * Returns a name that a person chose as one line of visible text in its own direction, at most 120 characters. Empty
 * where a reader would see nothing of it, as of some names of release 0.1.0.
 */
const visibleName = (name: string): string => {
  const line = name.replace(invisible, '').replace(blanksAndControls, ' ').replace(marksPiledUp, '$1').trim();
  return isVisibleName(line) ? shortened(line) : '';
};

/**
 * A name as it may stand in a mail's subject. Clients make no links there of what only looks like a domain, so that
 * `Booking.com` stays what it is; a whole address is broken all the same.
 */
export const subjectName = (name: string): string => visibleName(name).replace(colonBeforeSlash, '$& ');

/**
 * A name as it may stand in a mail's parts: visible, and nothing in it that a mail client makes a link of. Still to be
 * escaped for HTML.
 *
 * `evil.com` becomes `evil. com`. A blank is the one thing at which every client stops: invisible characters and
 * look-alike full stops are dropped or folded when a link is resolved, so that a client that does see a link in them
 * leads where the name wanted; and filters take them for a trick of spam.
 */
export const plainName = (name: string): string =>
  visibleName(name)
    .replace(stopInsideWord, '$& ')
    .replace(colonOrAtBeforeText, '$& ')
    .replace(firstOfTwoSlashes, '$& ');

/** Cut between what a reader sees as characters, so that neither an emoji nor an accent is cut in two. */
const shortened = (name: string): string => {
  if ([...name].length <= longestName) return name;
  let start = '';
  for (const { segment } of new Intl.Segmenter('en').segment(name)) {
    if ([...start, ...segment].length >= longestName) break;
    start += segment;
  }
  return `${start.trimEnd()}…`;
};

const ordinaryAddress = /^[\w.+-]+@/;

/**
 * An address as it may stand in a mail's parts. Those with other characters before the @ are broken up like names:
 * `evil.com/login@acme.com` is an address, and a link for some mail clients.
 */
export const plainAddress = (address: string): string => (ordinaryAddress.test(address) ? address : plainName(address));
