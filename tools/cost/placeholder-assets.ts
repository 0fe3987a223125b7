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

/** As a built console lies there. */
const emptyConsole = (folder: string): string => {
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'assets', 'main-1a2b3c.js'), '');
  return folder;
};

/**
 * For whoever asks for the templates alone: what they say does not depend on what is in a bundle or a page. These only
 * have the form of one, in a folder that is the caller's to remove.
 */
export const withoutCode = (folder: string): Partial<InvitationsAppProps> => ({
  outdir: join(folder, 'cdk.out'),
  bundles: emptyBundles(join(folder, 'bundles')),
  consoleFolder: emptyConsole(join(folder, 'console')),
  validate: false,
});
