import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { ApiProblem } from '#console/api/api-problem.ts';
import { organizationQuery } from '#console/api/queries.ts';
import { inDigits } from '#console/ui/english.ts';
import { showFailure } from '#console/ui/notices.ts';
import type { AuditFilters } from './api-filters.ts';
import { saveFile } from './save-file.ts';
import { wholeCsv } from './whole-csv.ts';

type ExportCsvProps = {
  readonly organizationId: string;
  readonly filters: AuditFilters;
  /** While the filters are not complete. */
  readonly disabled: boolean;
};

/** `audit-log-acme-2026-11-22.csv`, with the day in the time zone of the browser. */
const fileName = (organization: string): string => {
  const plain = organization.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-');
  const now = new Date();
  const [month, day] = [now.getMonth() + 1, now.getDate()].map((part) => `${part}`.padStart(2, '0'));
  return `audit-log-${plain}-${now.getFullYear()}-${month}-${day}.csv`;
};

const useExport = ({ organizationId, filters }: Omit<ExportCsvProps, 'disabled'>) => {
  const { data: organization } = useQuery(organizationQuery(organizationId));
  const [events, setEvents] = useState(0);
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const { mutate, isPending } = useMutation({
    mutationFn: async () => {
      setEvents(0);
      running.current = new AbortController();
      return wholeCsv({ organizationId, filters, signal: running.current.signal, onProgress: setEvents });
    },
    onSuccess: (csv) => saveFile(csv, fileName(organization?.name ?? '')),
    onError: (error) => {
      if (error instanceof ApiProblem) showFailure('Export failed', error.message);
    },
  });
  return { events, isPending, start: () => mutate(), cancel: () => running.current?.abort() };
};

/** Downloads everything that the filters match, however long that is. */
export const ExportCsv = (props: ExportCsvProps) => {
  const { events, isPending, start, cancel } = useExport(props);
  return (
    <Group gap={isPending ? 'sm' : 0}>
      <Text size="sm" role="status">
        {isPending && `Exporting… (${inDigits(events)} events)`}
      </Text>
      {isPending ? (
        <Button variant="default" onClick={cancel}>
          Cancel
        </Button>
      ) : (
        <Button variant="default" disabled={props.disabled} onClick={start}>
          Export CSV
        </Button>
      )}
    </Group>
  );
};
