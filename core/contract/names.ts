// C0, DEL, C1, and the invisible characters that reorder or break a line of text.
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is what this is for.
const controlCharacters = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

export const hasControlCharacters = (name: string): boolean => name.search(controlCharacters) >= 0;

export const withoutControlCharacters = (name: string): string => name.replace(controlCharacters, '');

const defaultIgnorable = /\p{Default_Ignorable_Code_Point}/gu;

// Letters and symbols with an empty glyph: the empty Braille pattern, an empty note head, the Khitan filler and
// two blank hieroglyphs. Default_Ignorable_Code_Point does not include them.
const drawnAsNothing = /[\u2800\u{1d159}\u{16fe4}\u{13441}\u{13442}]/gu;

/** Returns whether the name has a visible character. */
export const isVisibleName = (name: string): boolean =>
  /[\p{L}\p{N}\p{P}\p{S}]/u.test(name.replace(defaultIgnorable, '').replace(drawnAsNothing, ''));

const visible = (name: string): string => name.normalize('NFKC').replace(defaultIgnorable, '');

// Lowercase first: the capital ẞ has no other uppercase form, and ß becomes SS.
const foldedCase = (name: string): string => name.toLowerCase().toUpperCase().toLowerCase();

/**
 * Returns the name for comparisons: equal for names that look the same or differ only in case. Uses NFKC, ignores
 * invisible characters, and collapses white space.
 */
export const foldedName = (name: string): string =>
  visible(foldedCase(visible(name.replace(defaultIgnorable, ''))))
    .replace(drawnAsNothing, ' ')
    .replace(/\s+/g, ' ')
    .trim();
