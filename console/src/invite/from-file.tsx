import { Button, FileButton, Group, Text } from '@mantine/core';
import type { DragEvent, ReactNode } from 'react';
import { counted } from './notice-words.ts';
import type { AddressFileInDialog, OpenedFile } from './use-address-file.ts';
import { mostAddresses } from './why-not-send.ts';

const accepted = '.csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain';

const wordsOf = ({ name, emails, taken, ignoredColumns }: OpenedFile): string =>
  [
    emails.length === 0
      ? `No emails found in ${name}.`
      : `${counted(taken, 'email')} of ${emails.length.toLocaleString('en')} read from ${name}.`,
    ...(taken < emails.length ? ['Send these first, then add the rest.'] : []),
    ...(ignoredColumns.length > 0 ? [`Other columns were ignored: ${ignoredColumns.join(', ')}.`] : []),
    'The file stays in your browser.',
  ].join(' ');

type NextOfFileProps = { readonly left: number; readonly onTake: () => void };

/** Takes the next addresses of a file with more than fit one request. */
export const NextOfFile = ({ left, onTake }: NextOfFileProps) => (
  <Button variant="default" onClick={onTake}>
    Add the next {Math.min(left, mostAddresses).toLocaleString('en')}
  </Button>
);

type FromFileProps = {
  /** Addresses in the box. */
  readonly count: number;
  readonly file: AddressFileInDialog;
  readonly onTake: (text: string) => void;
  readonly children: ReactNode;
};

/** Takes addresses from a file that is dropped or chosen. It is read here and sent nowhere; 1,000 addresses at a time. */
export const FromFile = ({ count, file, onTake, children }: FromFileProps) => {
  const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes('Files');
  const take = (emails: readonly string[]) => {
    if (emails.length > 0) onTake(emails.join('\n'));
  };
  const open = async (chosen: File | null | undefined) => {
    if (chosen) take(await file.open(chosen, count));
  };
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
        <FileButton accept={accepted} onChange={(chosen) => void open(chosen)}>
          {(props) => (
            <Button {...props} size="compact-sm" variant="subtle" ml={-8}>
              Choose a CSV or text file
            </Button>
          )}
        </FileButton>
        <Text size="sm" role="status" className="wraps-anywhere">
          {file.fault ?? (file.file && wordsOf(file.file))}
        </Text>
        {file.left > 0 && count < mostAddresses && (
          <NextOfFile left={Math.min(file.left, mostAddresses - count)} onTake={() => take(file.takeRest(count))} />
        )}
      </Group>
    </div>
  );
};
