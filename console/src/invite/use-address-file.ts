import { useState } from 'react';
import { type AddressFile, readAddressFile, textOfFile } from './addresses/address-file.ts';
import { mostAddresses } from './why-not-send.ts';

/** A file whose addresses go into the box part by part. */
export type OpenedFile = AddressFile & {
  readonly name: string;
  /** Number of its addresses that were added to the field. */
  readonly taken: number;
};

/** Far more than 1,000 rows of any list. */
const mostBytes = 10_000_000;

/** The file of addresses of an invite dialog: up to 1,000 of its addresses at a time are taken. */
export const useAddressFile = () => {
  const [file, setFile] = useState<OpenedFile>();
  const [fault, setFault] = useState<string>();
  /** Returns the next addresses for a box that has `count`. */
  const takeFrom = (from: OpenedFile, count: number): readonly string[] => {
    const part = from.emails.slice(from.taken, from.taken + Math.max(0, mostAddresses - count));
    setFile({ ...from, taken: from.taken + part.length });
    return part;
  };
  const open = async (chosen: File, count: number): Promise<readonly string[]> => {
    const isTooLarge = chosen.size > mostBytes;
    setFault(isTooLarge ? `${chosen.name} is too large. Use a file of up to 10 MB.` : undefined);
    if (isTooLarge) return [];
    const text = textOfFile(new Uint8Array(await chosen.arrayBuffer()));
    return takeFrom({ ...readAddressFile(text), name: chosen.name, taken: 0 }, count);
  };
  return {
    file,
    fault,
    /** Number of its addresses that were not added yet. */
    left: file ? file.emails.length - file.taken : 0,
    open,
    takeRest: (count: number): readonly string[] => (file ? takeFrom(file, count) : []),
  };
};

export type AddressFileInDialog = ReturnType<typeof useAddressFile>;
