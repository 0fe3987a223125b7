import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build, type Plugin } from 'esbuild';
import { openApiDocument } from '#core/contract/openapi.ts';
import type { DeployedFunction, FunctionName } from './deployed-functions.ts';

/** The entry file of a deployed function does not exist. */
export class MissingHandlerError extends Error {}

/** A folder with one function's `index.mjs`, exporting `handler`. */
export type Bundle = { readonly folder: string; readonly bytes: number };
export type Bundles = ReadonlyMap<FunctionName, Bundle>;

/**
 * Credential providers that Lambda never uses: its environment always has credentials, and the SDK imports these only
 * after checking there. They are left out of the bundles as unreachable imports.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
const unusedCredentialSources = [
  '@aws-sdk/credential-provider-http',
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-login',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@smithy/credential-provider-imds',
];

/**
 * Replaces the generator of the OpenAPI document by the generated document, compressed. The function then needs neither
 * the generator nor the texts and schemas that it reads.
 */
const generatedOpenApi: Plugin = {
  name: 'generated-openapi',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]core[\\/]contract[\\/]openapi\.ts$/ }, () => {
      const compressed = brotliCompressSync(JSON.stringify(openApiDocument())).toString('base64');
      const contents = [
        "import { brotliDecompressSync } from 'node:zlib';",
        `const document = JSON.parse(brotliDecompressSync(Buffer.from('${compressed}', 'base64')).toString());`,
        'export const openApiDocument = () => document;',
      ].join('\n');
      return { contents, loader: 'js' };
    }),
};

/**
 * Replaces modules of nodemailer that building an email never uses by empty ones: the media types of attachments, of
 * which there are none, and downloads, which `rawEmail` disables.
 */
const withoutUnusedMime: Plugin = {
  name: 'without-unused-mime',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]nodemailer[\\/]lib[\\/](?:mime-funcs[\\/]mime-types|fetch[\\/]index)\.js$/ }, () => ({
      contents: 'module.exports = {};',
    })),
};

const entryOf = ({ name, entry }: DeployedFunction, functionsFolder: string): string => {
  const file = join(functionsFolder, entry);
  if (!existsSync(file)) throw new MissingHandlerError(`${name} has no handler: functions/${entry} does not exist.`);
  return file;
};

/**
 * Bundles all functions in one run of esbuild, each into `<into>/<name>/index.mjs`. The output is reproducible: the
 * same sources produce the same bytes. Throws `MissingHandlerError` for the first function without an entry file.
 */
export const bundleFunctions = async (
  functions: readonly DeployedFunction[],
  functionsFolder: string,
  into: string,
): Promise<Bundles> => {
  const { metafile } = await build({
    absWorkingDir: resolve(functionsFolder, '..'),
    entryPoints: Object.fromEntries(functions.map((fn) => [`${fn.name}/index`, entryOf(fn, functionsFolder)])),
    outdir: into,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    // Prefers the SDK's ES modules. esbuild's default for Node is CommonJS, which can't be tree-shaken.
    mainFields: ['module', 'main'],
    // nodemailer is CommonJS, and asks for modules of Node.js at run time.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    external: unusedCredentialSources,
    plugins: [generatedOpenApi, withoutUnusedMime],
    minify: true,
    treeShaking: true,
    legalComments: 'none',
    metafile: true,
    logLevel: 'silent',
  });
  const bytes = new Map(
    Object.entries(metafile.outputs).map(([path, output]) => [resolve(functionsFolder, '..', path), output.bytes]),
  );
  return new Map(
    functions.map(({ name }) => {
      const file = resolve(into, name, 'index.mjs');
      return [name, { folder: dirname(file), bytes: bytes.get(file) ?? 0 }];
    }),
  );
};
