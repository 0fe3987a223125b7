import { invitationPath } from '#core/contract/invitation-path.ts';

/** Key id, organization, invitation and code, as the API makes tokens. */
const tokenShape = /(\w+)\.(\w+)\.(\w+)\.([\w-]{43})/;

/** Decodes `%23` and the like, as often as mail clients encoded it. Bytes that are no text become a space. */
const decoded = (text: string, times = 5): string => {
  const once = text.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => {
    try {
      return decodeURIComponent(bytes);
    } catch {
      return ' ';
    }
  });
  return once === text || times === 1 ? once : decoded(once, times - 1);
};

/** The text without what can't be seen, and with the dashes and full-width letters of word processors as ASCII. */
const readable = (text: string): string =>
  decoded(text)
    // As the source of an email and some filters write #.
    .replace(/[=*]23(?=\w)/g, '#')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/—/g, '--')
    .normalize('NFKC')
    .replace(/[‐‒–−]/g, '-');

/** The text as it is, and what follows its first and its last `#`. */
const parts = (text: string): readonly string[] => [
  text,
  text.slice(text.indexOf('#') + 1),
  text.slice(text.lastIndexOf('#') + 1),
];

/**
 * Returns the token of an invitation link that an email client or a person may have altered, or undefined if no whole
 * token is left.
 * Takes what follows the origin: path, query and fragment.
 */
export const tokenIn = (address: string): string | undefined => {
  const text = readable(address.replace(invitationPath, ''));
  // Tries characters between the parts as separators first (spaces, line breaks, then others), and then as insertions.
  const attempts = [text, ...parts(text.replace(/\s+/g, '')), ...parts(text.replace(/[^\w.#-]+/g, ''))];
  for (const attempt of attempts) {
    const [token] = tokenShape.exec(attempt) ?? [];
    if (token !== undefined) return token;
  }
  return undefined;
};

/** The organization that a token names. */
export const organizationIn = (token: string): string | undefined => tokenShape.exec(token)?.[2];
