import { useState } from 'react';
import { emailAddress } from '#core/contract/email-address.ts';
import { takeAddresses } from './addresses/take-addresses.ts';
import type { Draft } from './draft.ts';
import { counted, takenWords } from './notice-words.ts';

export type BoxNotice = { readonly text: string; readonly undo?: () => void };

type Change = (change: (draft: Draft) => Draft) => void;

/** Actions on the addresses of a draft, and the notices that they cause. */
export const useAddresses = (draft: Draft, change: Change) => {
  const [notice, setNotice] = useState<BoxNotice>();
  const { emails, typed = '' } = draft;
  /** Adds the addresses of a text; the rest stays in the field. */
  const take = (text: string, field = '') => {
    const taken = takeAddresses(emails, text);
    change((before) => ({ ...before, emails: taken.emails, typed: field }));
    const words = text === '' ? undefined : takenWords(taken);
    if (text !== '') setNotice(words === undefined ? undefined : { text: words });
    return taken;
  };
  return {
    notice,
    take,
    type: (text: string) => change((before) => ({ ...before, typed: text })),
    /** Replaces all addresses by those of a text. */
    write: (text: string) => {
      const taken = takeAddresses([], text);
      change((before) => ({ ...before, emails: taken.emails }));
      const words = takenWords(taken);
      setNotice(words === undefined ? undefined : { text: words });
    },
    edit: (email: string) =>
      change((before) => ({
        ...before,
        emails: takeAddresses(before.emails, before.typed ?? '').emails.filter((other) => other !== email),
        typed: email,
      })),
    /** Several at once can be taken back. */
    remove: (removed: readonly string[]) => {
      const gone = new Set(removed);
      change((before) => ({ ...before, emails: before.emails.filter((email) => !gone.has(email)) }));
      const undo = () => {
        change((before) => ({ ...before, emails: [...new Set([...emails, ...before.emails])] }));
        setNotice(undefined);
      };
      setNotice(removed.length > 1 ? { text: `${counted(removed.length, 'email')} removed.`, undo } : undefined);
    },
    /** All addresses, with what is typed: undefined, and the field taken, where that has to be corrected first. */
    takeAll: (): readonly string[] | undefined => {
      if (typed.trim() === '') return emails;
      const taken = take(typed);
      const isFaulty = taken.emails.slice(emails.length).some((email) => emailAddress(email) === undefined);
      return isFaulty || taken.leftOut.length > 0 || taken.emails.length === 0 ? undefined : taken.emails;
    },
  };
};

export type BoxActions = Pick<ReturnType<typeof useAddresses>, 'take' | 'type' | 'edit' | 'remove' | 'write'>;
