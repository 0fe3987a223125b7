const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const mailto = /mailto:((?:(?!,mailto:)[^\s<>"'|)\];])*)/gi;
const recipientField = /^(?:to|cc|bcc)=(.*)$/i;
// What follows a comma may be the next address of a list rather than more of a subject.
const otherField = /^[\w-]+=[^,]*/;

/** Returns the recipients of a mailto link, without its subject or text. */
const recipients = (link: string): string => {
  const [to = '', ...query] = link.split(/[?&]/);
  const others = query.map((field) => recipientField.exec(field)?.[1] ?? field.replace(otherField, ''));
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
