export type Addresses = {
  /** Those that would be invited, by the last dry run. */
  readonly wanted: number;
  /** All that are in the box. */
  readonly all: number;
  readonly checking: boolean;
};

export const mostAddresses = 1000;

/** Why nothing can be sent. Undefined where something can. */
export const whyNotSend = ({ wanted, all, checking }: Addresses): string | undefined => {
  if (all === 0) return 'Enter an address first.';
  if (all > mostAddresses) {
    const over = (all - mostAddresses).toLocaleString();
    return `At most 1,000 addresses can be invited at once: take ${over} of the ${all.toLocaleString()} out.`;
  }
  return wanted === 0 && !checking ? 'None of these addresses can be invited.' : undefined;
};
