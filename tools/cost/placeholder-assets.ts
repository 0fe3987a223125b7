import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deployedFunctions } from '#lib/functions/deployed-functions.ts';
import type { InvitationsAppProps } from '#lib/stacks/invitations-app.ts';

const emptyBundles = (folder: string) =>
  new Map(
    deployedFunctions.map(({ name }) => {
      const own = join(folder, name);
      mkdirSync(own, { recursive: true });
      writeFileSync(join(own, 'index.mjs'), `export const handler = '${name}';\n`);
      return [name, { folder: own, bytes: 0 }];
    }),
  );

/** Writes placeholder files in the layout of a console build. */
const emptyConsole = (folder: string): string => {
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'assets', 'main-1a2b3c.js'), '');
  return folder;
};

/**
 * Returns placeholder bundles and console files, for a synthesis that only needs the templates. The caller removes the
 * folder.
 */
export const withoutCode = (folder: string): Partial<InvitationsAppProps> => ({
  outdir: join(folder, 'cdk.out'),
  bundles: emptyBundles(join(folder, 'bundles')),
  consoleFolder: emptyConsole(join(folder, 'console')),
  validate: false,
});
