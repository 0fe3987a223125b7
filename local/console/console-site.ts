import { createReadStream, existsSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Handler } from '../origin-handler.ts';
import type { Resources } from '../template/resources.ts';
import { send } from '../web/answer.ts';
import { urlOf } from '../web/request.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** A page of the console is any path whose last part has no dot; what has one is a file. */
const fileOf = (pathname: string): string => (/\.[^/]*$/.test(pathname) ? pathname : '/index.html');

/** An output as the console gets it here: the hosted login is on this origin. */
const outputHere = (resources: Resources, name: string, origin: string): string => {
  const [domain] = resources.of('AWS::Cognito::UserPoolDomain');
  const hostedLogin = new RegExp(`https://${domain?.ref}\\.auth\\.[a-z0-9-]+\\.amazoncognito\\.com`, 'g');
  return String(resources.output(name) ?? '').replaceAll(hostedLogin, origin);
};

/**
 * Serves the console's files, which the CDK app left in the assembly, with the settings and the content security
 * policy that the template gives it. Undefined where the assembly has none.
 */
export const consoleAt = (assembly: string, resources: Resources, origin: string): Handler | undefined => {
  const folder = join(assembly, 'console');
  if (!existsSync(folder)) return undefined;
  const settings = outputHere(resources, 'ConsoleSettings', origin);
  const headers = {
    'content-security-policy': outputHere(resources, 'ConsoleContentSecurityPolicy', origin),
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
  const settingsHeaders = { ...headers, 'content-type': 'application/json', 'cache-control': 'no-store' };
  return async (request, response) => {
    const { pathname } = urlOf(request);
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return send(response, { status: 405, headers: { allow: 'GET, HEAD' } });
    if (pathname === '/settings.json') return send(response, { status: 200, headers: settingsHeaders, body: settings });
    // `urlOf` has taken out all `..`: a path stays below the folder.
    const file = join(folder, fileOf(pathname));
    const size = statSync(file, { throwIfNoEntry: false })?.size;
    if (size === undefined)
      return send(response, {
        status: 404,
        headers: { 'content-type': 'text/plain' },
        body: 'There is no such file here.\n',
      });
    response.writeHead(200, {
      ...headers,
      'content-type': contentTypes[extname(file)] ?? 'application/octet-stream',
      'content-length': size,
      // Names of assets change with their content.
      'cache-control': pathname.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
    if (request.method === 'HEAD') return void response.end();
    await pipeline(createReadStream(file), response);
  };
};
