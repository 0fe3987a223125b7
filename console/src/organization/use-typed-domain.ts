import { useRef, useState } from 'react';
import { alreadyListed, withAddedDomains } from './added-domains.ts';

/** The field for a domain. What is typed there is part of the list once it is added, or saved. */
export const useTypedDomain = (domains: readonly string[], setDomains: (domains: readonly string[]) => void) => {
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<string>();
  const input = useRef<HTMLInputElement>(null);
  const type = (text: string) => {
    setFault(undefined);
    setTyped(text);
  };
  const add = (): readonly string[] | undefined => {
    const addition = withAddedDomains(domains, typed);
    if ('fault' in addition) {
      setFault(addition.fault);
      input.current?.focus();
      return undefined;
    }
    type('');
    setDomains(addition.domains);
    return addition.domains;
  };
  const isTyped = typed.trim() !== '';
  return {
    input,
    typed,
    fault,
    isTyped,
    type,
    add,
    /** The list as it is to be saved: with what is typed. Undefined where that has to be corrected first. */
    complete: (): readonly string[] | undefined => {
      const addition = withAddedDomains(domains, typed);
      const isListed = 'fault' in addition && addition.fault === alreadyListed;
      if (isListed) type('');
      return isTyped && !isListed ? add() : domains;
    },
  };
};

export type TypedDomain = ReturnType<typeof useTypedDomain>;
