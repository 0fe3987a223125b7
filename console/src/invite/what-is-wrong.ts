import { domainName } from '#core/contract/email-address.ts';
import { rejections } from '#core/contract/problems.ts';

const longestAddress = 254;
const longestBeforeAt = 64;

/** What is wrong with what is no email address, so that it can be corrected. */
export const whatIsWrong = (input: string): string => {
  const [local = '', domain, ...more] = input.split('@');
  if (domain === undefined) return 'It has no @.';
  if (more.length > 0) return 'It has more than one @.';
  if (local === '') return 'Nothing stands before the @.';
  if (domain === '') return 'The domain after the @ is missing.';
  if (local.length > longestBeforeAt || input.length > longestAddress) return 'It is too long for an email address.';
  const [foreign] = local.match(/\P{ASCII}/u) ?? [];
  if (foreign !== undefined)
    return `“${foreign}” can’t stand before the @: the letters there are a to z, without marks.`;
  if (!domain.includes('.')) return `“${domain}” is no whole domain: it has no ending, such as .com.`;
  if (domainName(domain) === undefined) return `“${domain}” is no domain.`;
  return rejections.invalid_email;
};
