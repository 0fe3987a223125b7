// C0, DEL, C1, and the invisible characters that reorder or break a line of text.
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is what this is for.
const controlCharacters = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

export const hasControlCharacters = (name: string): boolean => name.search(controlCharacters) >= 0;

export const withoutControlCharacters = (name: string): string => name.replace(controlCharacters, '');

const defaultIgnorable = /\p{Default_Ignorable_Code_Point}/gu;

// Letters and symbols that fonts draw as nothing: the empty Braille pattern, an empty note head, the Khitan filler and
// two blank hieroglyphs. Unicode's own list of what is invisible, Default_Ignorable_Code_Point, lacks them.
const drawnAsNothing = /[\u2800\u{1d159}\u{16fe4}\u{13441}\u{13442}]/gu;

/** Returns whether a reader sees anything of the name. */
export const isVisibleName = (name: string): boolean =>
  /[\p{L}\p{N}\p{P}\p{S}]/u.test(name.replace(defaultIgnorable, '').replace(drawnAsNothing, ''));

const visible = (name: string): string => name.normalize('NFKC').replace(defaultIgnorable, '');

// To lower case first: the capital ẞ has no other upper case, and ß becomes SS.
const foldedCase = (name: string): string => name.toLowerCase().toUpperCase().toLowerCase();

/**
 * Returns the name as it is compared: two names that look the same, or differ in case only, have the same one. Compatible
 * forms are one (NFKC), invisible characters count as nothing, and each run of white space counts as one space.
 */
export const foldedName = (name: string): string =>
  visible(foldedCase(visible(name.replace(defaultIgnorable, ''))))
    .replace(drawnAsNothing, ' ')
    .replace(/\s+/g, ' ')
    .trim();
