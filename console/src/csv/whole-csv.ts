/** Fetches a part of the file, after a cursor. */
export type FetchPart = (cursor: string | undefined, signal: AbortSignal) => Promise<Response>;

type Wanted = {
  readonly fetchPart: FetchPart;
  readonly signal: AbortSignal;
  /** Receives after each part how many lines there are so far, the header not counted. */
  readonly onProgress: (lines: number) => void;
};

const linesIn = (csv: string): number => csv.split('\r\n').length - 1;

/** Everything that matches, as one CSV file: the API answers it in parts. Rejects with `ApiProblem`, or as aborted. */
export const wholeCsv = async ({ fetchPart, signal, onProgress }: Wanted): Promise<Blob> => {
  // A spreadsheet takes the text for UTF-8 only if it begins so.
  const parts: string[] = ['\u{feff}'];
  let lines = -1;
  let cursor: string | undefined;
  do {
    const answer = await fetchPart(cursor, signal);
    const part = await answer.text();
    parts.push(part);
    lines += linesIn(part);
    onProgress(lines);
    cursor = answer.headers.get('next-cursor') ?? undefined;
  } while (cursor !== undefined);
  return new Blob(parts, { type: 'text/csv' });
};
