import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';

/** Environment variable with the folder in which local runs store which permissions they used. */
const variable = 'INVITATIONS_USED_RIGHTS';

const right = z.object({
  function: z.string(),
  action: z.string(),
  resource: z.string(),
  partition: z.string().optional(),
  used: z.boolean(),
});
const note = z.union([z.object({ askAt: z.url() }), z.array(right)]);
export type Right = z.infer<typeof right>;

/** Records the permissions that runs use, in this process and its children, until the returned function is called. */
export const rememberUsedRights = async (): Promise<() => Promise<void>> => {
  const folder = process.env[variable] ?? (await mkdtemp(join(tmpdir(), 'invitations-rights-')));
  process.env[variable] = folder;
  return () => rm(folder, { recursive: true, force: true });
};

const write = async (url: string, content: z.infer<typeof note>): Promise<void> => {
  const folder = process.env[variable];
  // Without the folder, runs record nothing.
  if (folder !== undefined && existsSync(folder))
    await writeFile(join(folder, `${new URL(url).port}.json`), JSON.stringify(content));
};

const rightsAt = async (url: string): Promise<Right[]> =>
  z.array(right).parse(await (await fetch(`${url}/local/rights.json`)).json());

/** Records that a run has started. */
export const noteRun = (url: string): Promise<void> => write(url, { askAt: url });

/** Records the used permissions of a run before it ends. */
export const noteUsedRights = async (url: string): Promise<void> => write(url, await rightsAt(url));

/** Returns the permissions of all runs since `rememberUsedRights`. Killed runs have none. */
export const usedRights = async (): Promise<Right[]> => {
  const folder = process.env[variable];
  if (folder === undefined) return [];
  const files = await readdir(folder);
  const notes = await Promise.all(
    files.map(async (file) => note.parse(JSON.parse(await readFile(join(folder, file), 'utf8')))),
  );
  return (await Promise.all(notes.map((one) => ('askAt' in one ? rightsAt(one.askAt).catch(() => []) : one)))).flat();
};
