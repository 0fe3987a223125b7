import { visibleLine } from '#console/text/visible-text.ts';
import { domainName } from '#core/contract/email-address.ts';
import { allowedEmailDomains } from '#core/contract/organization.ts';

/** The list with the typed domains added to it, or what is wrong with them. */
type Addition = { readonly domains: readonly string[] } | { readonly fault: string };

export const alreadyListed = 'Already on the list.';

// White space, brackets and quotation marks of every script, and what separates lists.
const separators = /[\p{White_Space}\p{Ps}\p{Pe}\p{Pi}\p{Pf}<>,;、،؛|"'`]+/u;
const webAddress = /^[a-z]+:\/\/(?:www\.)?([^/?#:]+).*$/i;

/** The domain in `@acme.com`, `https://www.acme.com/about` or `acme.com.`. */
const bareDomain = (word: string): string => word.replace(webAddress, '$1').replace(/^@/, '').replace(/\.$/, '');

/** Adds one domain or several, as people paste them. Each is taken once, in its one form. */
export const withAddedDomains = (domains: readonly string[], typed: string): Addition => {
  const words = visibleLine(typed)
    .split(separators)
    .filter((word) => word !== '')
    .map(bareDomain);
  if (words.length === 0) return { fault: 'Enter a domain, such as acme.com.' };
  const wrong = words.find((word) => domainName(word) === undefined);
  if (wrong !== undefined)
    return { fault: `“${wrong}” isn’t a valid domain. Use the form acme.com, without @, * or a path.` };
  const added = [...new Set([...domains, ...words.map((word) => domainName(word) ?? word)])];
  if (added.length === domains.length) return { fault: alreadyListed };
  if (!allowedEmailDomains.safeParse({ domains: added }).success) return { fault: 'You can allow up to 100 domains.' };
  return { domains: added };
};
