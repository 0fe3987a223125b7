import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { ApiProblem } from '#console/api/api-problem.ts';
import { organizationQuery } from '#console/api/queries.ts';
import type { AuditFilters } from './api-filters.ts';
import { saveFile } from './save-file.ts';
import { wholeCsv } from './whole-csv.ts';

type ExportCsvProps = { readonly organizationId: string; readonly filters: AuditFilters };

/** `audit-log-acme-2026-11-22.csv` */
const fileName = (organization: string): string => {
  const plain = organization.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-');
  return `audit-log-${plain}-${new Date().toISOString().slice(0, 10)}.csv`;
};

const useExport = ({ organizationId, filters }: ExportCsvProps) => {
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
      if (error instanceof ApiProblem)
        notifications.show({ color: 'red', title: 'The export did not finish', message: error.message });
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
        {isPending && `${events.toLocaleString()} events so far…`}
      </Text>
      {isPending ? (
        <Button variant="default" onClick={cancel}>
          Cancel
        </Button>
      ) : (
        <Button variant="default" onClick={start}>
          Export CSV
        </Button>
      )}
    </Group>
  );
};
