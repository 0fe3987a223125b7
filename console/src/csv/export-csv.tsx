import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { ApiProblem } from '#console/api/api-problem.ts';
import { organizationQuery } from '#console/api/queries.ts';
import { inDigits } from '#console/ui/english.ts';
import { showFailure } from '#console/ui/notices.ts';
import { saveFile } from './save-file.ts';
import { type FetchPart, wholeCsv } from './whole-csv.ts';

type ExportCsvProps = {
  readonly organizationId: string;
  readonly fetchPart: FetchPart;
  /** The name of the rows, as in `events`. */
  readonly rows: string;
  /** The start of the file name. */
  readonly file: string;
  /** While the filters are not complete. @default false */
  readonly disabled?: boolean;
};

/** `members-acme-2026-11-22.csv`, with the day in the time zone of the browser. */
const fileName = (file: string, organization: string): string => {
  const plain = organization.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-');
  const now = new Date();
  const [month, day] = [now.getMonth() + 1, now.getDate()].map((part) => `${part}`.padStart(2, '0'));
  return `${file}-${plain}-${now.getFullYear()}-${month}-${day}.csv`;
};

const useExport = ({ organizationId, fetchPart, file }: ExportCsvProps) => {
  const { data: organization } = useQuery(organizationQuery(organizationId));
  const [lines, setLines] = useState(0);
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const { mutate, isPending } = useMutation({
    mutationFn: async () => {
      setLines(0);
      running.current = new AbortController();
      return wholeCsv({ fetchPart, signal: running.current.signal, onProgress: setLines });
    },
    onSuccess: (csv) => saveFile(csv, fileName(file, organization?.name ?? '')),
    onError: (error) => {
      if (error instanceof ApiProblem) showFailure('Export failed', error.message);
    },
  });
  return { lines, isPending, start: () => mutate(), cancel: () => running.current?.abort() };
};

/** Downloads everything that the filters match, however long that is. */
export const ExportCsv = (props: ExportCsvProps) => {
  const { lines, isPending, start, cancel } = useExport(props);
  return (
    <Group gap={isPending ? 'sm' : 0}>
      <Text size="sm" role="status">
        {isPending && `Exporting… (${inDigits(lines)} ${props.rows})`}
      </Text>
      {isPending ? (
        <Button variant="default" onClick={cancel}>
          Cancel
        </Button>
      ) : (
        <Button variant="default" disabled={props.disabled ?? false} onClick={start}>
          Export CSV
        </Button>
      )}
    </Group>
  );
};
