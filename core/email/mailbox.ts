/** Bytes of text per encoded word: RFC 2047 allows 75 characters with its frame, four for every three bytes. */
const bytesPerWord = 45;

/**
 * The value of a From header, `"PartnerAlly" <invitations@partnerally.com>`. SES encodes subjects but not display
 * names, so one that isn't plain ASCII is written as RFC 2047's encoded words.
 */
export const mailbox = (name: string, address: string): string => `${displayName(name)} <${address}>`;

const displayName = (name: string): string => {
  const line = name.replace(/\p{Cc}+/gu, ' ').toWellFormed();
  return /^\p{ASCII}*$/u.test(line) ? `"${line.replace(/["\\]/g, '\\$&')}"` : wordsOf(line).map(encodedWord).join(' ');
};

/** Pieces that fit an encoded word each; a character is never cut in two. */
const wordsOf = (text: string): string[] => {
  const words = [''];
  for (const character of text) {
    const longer = (words.at(-1) ?? '') + character;
    if (Buffer.byteLength(longer) <= bytesPerWord) words[words.length - 1] = longer;
    else words.push(character);
  }
  return words;
};

const encodedWord = (word: string): string => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`;
