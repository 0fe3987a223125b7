import { readableDomain } from '#console/ui/readable-address.ts';

/** A domain as people write it, with the form that is stored: `bücher.de (xn--bcher-kva.de)`. */
export const shownDomain = (domain: string): string => {
  const readable = readableDomain(domain);
  return readable === domain ? domain : `${readable} (${domain})`;
};
