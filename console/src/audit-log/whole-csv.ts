import { answerTo } from '#console/api/call.ts';
import { auditEventOperations } from '#core/contract/operations/audit-events.ts';
import type { AuditFilters } from './api-filters.ts';

type Wanted = {
  readonly organizationId: string;
  readonly filters: AuditFilters;
  readonly signal: AbortSignal;
  /** Told after each part how many lines there are so far, the header not counted. */
  readonly onProgress: (events: number) => void;
};

const linesIn = (csv: string): number => csv.split('\r\n').length - 1;

/** Everything that matches, as one CSV file: the API answers it in parts. Rejects with `ApiProblem`, or as aborted. */
export const wholeCsv = async ({ organizationId, filters, signal, onProgress }: Wanted): Promise<Blob> => {
  // A spreadsheet takes the text for UTF-8 only if it begins so.
  const parts: string[] = ['\u{feff}'];
  let lines = -1;
  let cursor: string | undefined;
  do {
    const answer = await answerTo(auditEventOperations.listAuditEvents, {
      params: { organizationId },
      query: { ...filters, cursor },
      headers: { accept: 'text/csv' },
      signal,
    });
    const part = await answer.text();
    parts.push(part);
    lines += linesIn(part);
    onProgress(lines);
    cursor = answer.headers.get('next-cursor') ?? undefined;
  } while (cursor !== undefined);
  return new Blob(parts, { type: 'text/csv' });
};
