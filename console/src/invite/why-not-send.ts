export type Addresses = {
  /** Those that would be invited, by the last dry run. */
  readonly wanted: number;
  /** All that are in the box. */
  readonly all: number;
  readonly checking: boolean;
};

export const mostAddresses = 1000;

/** A sentence on why nothing can be sent. Undefined where something can. */
export const whyNotSend = ({ wanted, all, checking }: Addresses): string | undefined => {
  if (all === 0) return 'Enter at least one email.';
  if (all > mostAddresses)
    return `You can invite up to 1,000 people at once. Remove ${(all - mostAddresses).toLocaleString('en')}.`;
  return wanted === 0 && !checking ? 'None of these people can be invited.' : undefined;
};
