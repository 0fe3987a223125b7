import { foldWidth, visibleLine, withoutInvisible } from '#console/text/visible-text.ts';
import { emailAddress } from '#core/contract/email-address.ts';
import { parseAddresses } from './parse-addresses.ts';
import { plainText } from './plain-text.ts';

const isAddress = (text: string): boolean => emailAddress(visibleLine(text)) !== undefined;

// A name in quotes or brackets, an address in `< >`, a link and an HTML entity are typed to their end.
const isOpen = (text: string): boolean =>
  text.split('"').length % 2 === 0 ||
  text.lastIndexOf('<') > text.lastIndexOf('>') ||
  text.lastIndexOf('(') > text.lastIndexOf(')') ||
  /mailto:\S*$|&#?\w{1,8}$/i.test(text);

/**
 * Returns true if the last typed character completes the text in the field. A blank ends an address and nothing
 * else; a comma or semicolon ends what has an @, so that `Lee, Ann <ann@acme.com>` can be typed.
 */
export const isComplete = (typed: string): boolean => {
  const before = typed.slice(0, -1);
  const last = plainText(typed.slice(-1));
  if (/\p{White_Space}/u.test(last)) return isAddress(before);
  return (last === ',' || last === ';') && plainText(before).includes('@') && !isOpen(foldWidth(before));
};

/** The field around the caret, without the selection. */
type Around = { readonly before: string; readonly after: string };

/**
 * Text that is put into the field, split into the part to parse as addresses and the part that remains in the field.
 */
export type Insertion = { readonly taken: string; readonly field: string; readonly caret: number };

const oneLine = /^[^\n]*$/;
const onePiece = /^[^\p{White_Space},;|<>]*$/u;

/** Inserts a pasted or dropped text at the caret. One piece stays in the field, like what was typed there. */
export const insertText = ({ before, after }: Around, text: string): Insertion => {
  const plain = withoutInvisible(plainText(text)).trim();
  const isNew = plain.includes('@');
  const startsNew = isNew && isAddress(before);
  const endsBefore = isNew && isAddress(after);
  const whole = `${before}${startsNew ? ' ' : ''}${text}${endsBefore ? ' ' : ''}${after}`;
  if (onePiece.test(plain) && parseAddresses(plain).emails.length < 2) {
    if (startsNew) return { taken: before, field: plain + after, caret: plain.length };
    if (endsBefore) return { taken: before + plain, field: after, caret: 0 };
    return { taken: '', field: before + plain + after, caret: before.length + plain.length };
  }
  if (oneLine.test(plain) && !plainText(whole).includes('@'))
    return { taken: '', field: before + text.trim() + after, caret: before.length + text.trim().length };
  return { taken: whole, field: '', caret: 0 };
};
