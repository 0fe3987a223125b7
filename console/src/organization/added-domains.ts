import { domainName } from '#core/contract/email-address.ts';
import { allowedEmailDomains } from '#core/contract/organization.ts';

/** The list with what was typed added to it, or what is wrong with that. */
type Addition = { readonly domains: readonly string[] } | { readonly fault: string };

/** Adds one domain or several, as people paste them. Each is taken once, in its one form. */
export const withAddedDomains = (domains: readonly string[], typed: string): Addition => {
  const words = typed.split(/[\s,;]+/).filter((word) => word !== '');
  if (words.length === 0) return { fault: 'Type a domain, such as acme.com.' };
  const wrong = words.find((word) => domainName(word) === undefined);
  if (wrong !== undefined)
    return { fault: `“${wrong}” is no domain. Write it like acme.com, without @, * or anything after it.` };
  const added = [...new Set([...domains, ...words.map((word) => domainName(word) ?? word)])];
  if (added.length === domains.length) return { fault: 'It is in the list already.' };
  if (!allowedEmailDomains.safeParse({ domains: added }).success)
    return { fault: 'At most 100 domains can be allowed.' };
  return { domains: added };
};
