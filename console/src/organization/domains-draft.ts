import * as z from 'zod/mini';
import { useDraft } from '#console/session/draft.ts';
import { allowedEmailDomains } from '#core/contract/organization.ts';

const draftOf = (text: string): readonly string[] | undefined => {
  if (text === '') return undefined;
  return z.safeParse(allowedEmailDomains, { domains: text.split(' ').slice(1) }).data?.domains;
};

/** The list as it would be saved, kept through a new sign-in. */
export const useDomainsDraft = (organizationId: string, saved: readonly string[]) => {
  // `domains`, then each of them, so that an empty list is a draft too.
  const [text, setText] = useDraft(`domains ${organizationId}`);
  const domains = draftOf(text) ?? saved;
  const changed = domains.length !== saved.length || domains.some((domain) => !saved.includes(domain));
  return {
    domains,
    changed,
    setDomains: (next: readonly string[]) => setText(['domains', ...next].join(' ')),
    discard: () => setText(''),
  };
};
