const invisibleCharacter =
  '\\p{Default_Ignorable_Code_Point}\\p{Cs}\\u2800\\ufff9-\\ufffb\\0-\\x08\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f';

/**
 * A run of invisible characters: zero-width and bidirectional controls, soft hyphens, byte order marks,
 * other control characters, fillers, half of a surrogate pair. White space is not among them.
 */
export const invisibleRun = new RegExp(`[${invisibleCharacter}]+`, 'gu');

export const withoutInvisible = (text: string): string => text.replaceAll(invisibleRun, '');

// Fullwidth and small forms, halfwidth punctuation, and the ligatures that typesetting makes of two letters.
const compatibleForms = /[\ufb00-\ufb06\ufe50-\ufe6b\uff01-\uff65]/g;

/** The text with `＠`, `，`, `ａ`, `ﬁ` and the like as the plain characters that they are a form of. */
export const foldWidth = (text: string): string =>
  text.normalize('NFC').replaceAll(compatibleForms, (form) => form.normalize('NFKC'));

/** Returns the visible text of a one-line field that a person typed or pasted into. */
export const visibleLine = (text: string): string => foldWidth(withoutInvisible(text)).trim();
