import { Button, FileButton, Group, Text } from '@mantine/core';
import { type DragEvent, type ReactNode, useState } from 'react';
import { type AddressFile, readAddressFile, textOfFile } from './addresses/address-file.ts';
import { counted } from './notice-words.ts';
import { mostAddresses } from './why-not-send.ts';

type Read = AddressFile & { readonly name: string; readonly taken: number };

const accepted = '.csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain';
/** Far more than 1,000 rows of any list. */
const mostBytes = 10_000_000;

const wordsOf = ({ name, emails, taken, ignoredColumns }: Read): string =>
  [
    emails.length === 0
      ? `No emails found in ${name}.`
      : `${counted(Math.min(taken, emails.length), 'email')} of ${emails.length.toLocaleString('en')} read from ${name}.`,
    ...(ignoredColumns.length > 0 ? [`Other columns were ignored: ${ignoredColumns.join(', ')}.`] : []),
    'The file stays in your browser.',
  ].join(' ');

type FromFileProps = {
  /** Addresses in the box. */
  readonly count: number;
  readonly onTake: (text: string) => void;
  readonly children: ReactNode;
};

const useFile = (count: number, onTake: (text: string) => void) => {
  const [read, setRead] = useState<Read>();
  const [fault, setFault] = useState<string>();
  const takeFrom = (file: Read) => {
    const part = file.emails.slice(file.taken, file.taken + Math.max(0, mostAddresses - count));
    if (part.length > 0) onTake(part.join('\n'));
    setRead({ ...file, taken: file.taken + part.length });
  };
  const open = async (file: File | null | undefined) => {
    if (!file) return;
    setFault(file.size > mostBytes ? `${file.name} is too large. Use a file of up to 10 MB.` : undefined);
    if (file.size > mostBytes) return;
    const text = textOfFile(new Uint8Array(await file.arrayBuffer()));
    takeFrom({ ...readAddressFile(text), name: file.name, taken: 0 });
  };
  return { read, fault, open, takeRest: () => read && takeFrom(read) };
};

/** Takes addresses from a file that is dropped or chosen. It is read here and sent nowhere; 1,000 addresses at a time. */
export const FromFile = ({ count, onTake, children }: FromFileProps) => {
  const { read, fault, open, takeRest } = useFile(count, onTake);
  const left = read ? read.emails.length - read.taken : 0;
  const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes('Files');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is dropped here can be chosen with the button, too.
    <div
      onDragOver={(event) => hasFiles(event) && event.preventDefault()}
      onDrop={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        void open(event.dataTransfer.files[0]);
      }}
    >
      {children}
      <Group gap="xs" mt={4} align="center">
        <FileButton accept={accepted} onChange={(file) => void open(file)}>
          {(props) => (
            <Button {...props} size="compact-sm" variant="subtle">
              Choose a CSV or text file
            </Button>
          )}
        </FileButton>
        <Text size="sm" role="status" className="wraps-anywhere">
          {fault ?? (read && wordsOf(read))}
        </Text>
        {left > 0 && (
          <Button size="compact-sm" variant="subtle" disabled={count >= mostAddresses} onClick={takeRest}>
            Add the next {Math.min(left, mostAddresses).toLocaleString('en')}
          </Button>
        )}
      </Group>
    </div>
  );
};
