import { withoutInvisible } from '#console/text/visible-text.ts';
import { domainName } from '#core/contract/email-address.ts';
import { rejections } from '#core/contract/problems.ts';

const longestAddress = 254;
const longestBeforeAt = 64;

const canBeQuoted = (character: string): boolean => !/[\p{C}\p{M}\p{Z}]/u.test(character);

/** Names the first character before the @ that no address has, unless it can't be seen alone. */
const unsupported = (character: string): string =>
  canBeQuoted(character)
    ? `“${character}” isn’t supported before the @. Use unaccented letters.`
    : 'A character before the @ isn’t supported.';

const wrongDomain = (domain: string): string | undefined => {
  if (!domain.includes('.')) return `“${domain}” isn’t a complete domain (for example, acme.com).`;
  return domainName(domain) === undefined ? `“${domain}” isn’t a valid domain.` : undefined;
};

/** A sentence on why the text is no email address that can be invited, so that it can be corrected. */
export const whatIsWrong = (input: string): string => {
  const text = withoutInvisible(input).normalize('NFC');
  const [local = '', domain, ...more] = text.split('@').map((part) => part.trim());
  if (domain === undefined) return 'Missing @.';
  if (more.length > 0) return 'More than one @.';
  if (local === '') return 'Missing the name before @.';
  if (domain === '') return 'Missing the domain after @.';
  if (local.length > longestBeforeAt || text.length > longestAddress) return 'Too long.';
  if (/[…‥]/.test(text)) return 'Part of it is missing. Paste the whole email.';
  if (/\p{White_Space}/u.test(text)) return 'Contains a space.';
  const [foreign] = local.match(/\P{ASCII}/u) ?? [];
  return (foreign === undefined ? wrongDomain(domain) : unsupported(foreign)) ?? rejections.invalid_email;
};
