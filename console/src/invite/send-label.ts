import type { Addresses } from './why-not-send.ts';

type Sending = Addresses & { readonly resumes: boolean; readonly role: string };

/** The words on the button that sends. */
export const sendLabel = ({ wanted, all, checking, resumes, role }: Sending): string => {
  const count = all.toLocaleString('en');
  if (resumes) return `Resume (${count} left)`;
  if (all <= 1) return 'Send Invitation';
  if (checking) return `Checking ${count}…`;
  if (wanted === 0) return 'Send All';
  return wanted === all ? `Send All (${count})` : `Send ${wanted.toLocaleString('en')} of ${count} as ${role}`;
};
