import { mostCsvRows } from '#core/csv.ts';
import type { Page } from '#core/table/page.ts';
import { TextAnswer } from './endpoint.ts';

// A Lambda response has at most 6 MB as JSON. Rows with long names and many teams reach that before the row limit.
// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
const mostBytes = 4_000_000;

/** Returns the weight (q) of a media type in an `Accept` header, or 0 if it is missing. */
const weightOf = (form: string, accept: string): number => {
  const named = accept.split(',').map((part) => part.trim().toLowerCase().split(';'));
  const [, ...parameters] = named.find(([name]) => name?.trim() === form) ?? ['', 'q=0'];
  const weight = parameters
    .map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1])
    .find((found) => found !== undefined);
  return weight === undefined ? 1 : Number(weight);
};

type Asking = { readonly header: (name: string) => string | undefined };

/** Returns true if the Accept header prefers CSV to JSON. */
export const wantsCsv = ({ header }: Asking): boolean => {
  const accept = header('accept') ?? '';
  return weightOf('text/csv', accept) > weightOf('application/json', accept);
};

type PageQuery = { readonly limit?: number | undefined; readonly cursor?: string | undefined };

/**
 * A page of a list as CSV: at most 5,000 rows, or as many as fit into a response. Calls `read` again with a smaller
 * limit when the rows are too long.
 */
export const csvAnswer = async <Query extends PageQuery, Row>(
  query: Query,
  read: (query: Query & { readonly limit: number }) => Promise<Page<Row>>,
  csvOf: (rows: readonly Row[], withHeader: boolean) => string,
): Promise<TextAnswer> => {
  let limit = query.limit ?? mostCsvRows;
  for (;;) {
    const { items, nextCursor } = await read({ ...query, limit });
    const csv = csvOf(items, query.cursor === undefined);
    const bytes = Buffer.byteLength(JSON.stringify(csv));
    if (bytes <= mostBytes || limit === 1) {
      const headers = { 'content-type': 'text/csv; charset=utf-8', ...(nextCursor && { 'next-cursor': nextCursor }) };
      return new TextAnswer(csv, headers);
    }
    limit = Math.max(1, Math.floor((0.9 * items.length * mostBytes) / bytes));
  }
};
