const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const mailto = /mailto:([^\s<>"'|)\]]*)/gi;
const recipientField = /^(?:to|cc|bcc)=(.*)$/i;

/** Whom a link writes to; not its subject or text. */
const recipients = (link: string): string => {
  const [to = '', query = ''] = link.split('?', 2);
  const others = query.split('&').flatMap((field) => recipientField.exec(field)?.slice(1) ?? []);
  return [to, ...others].map(decoded).join(' ');
};

const webLink = /\b[a-z][a-z\d+.-]{1,20}:\/\/[^\s<>"',;|)\]]+/gi;
const afterHost = /^[^:]+:\/\/[^/?#]*/;
const addressInPath = /(?<=[/?&=#])[\w.+'-]+@[\w-]+(?:\.[\w-]+)+/g;

/** The addresses in the path or query of a web link, else the link without an @: `https://ann@host` names no mailbox. */
const addressesInLink = (link: string): string => {
  const path = decoded(link.replace(afterHost, ''));
  const found = path.match(addressInPath) ?? [];
  return found.length > 0 ? ` ${found.join(' ')} ` : link.replaceAll('@', ' ');
};

/** The text with the addresses that links lead to in place of the links. */
export const resolveLinks = (text: string): string =>
  text.replaceAll(mailto, (_, link: string) => ` ${recipients(link)} `).replaceAll(webLink, addressesInLink);
