import { extname } from 'node:path';
import type { Handler, Origin } from '../run/origin-handler.ts';
import { type BucketFile, filesIn } from '../template/bucket-files.ts';
import { distributionOf, type Site } from '../template/distribution.ts';
import type { Resources } from '../template/resources.ts';
import { urlOf } from '../web/request.ts';
import { send } from '../web/response.ts';

/** What the deployment's tool makes of the names of files. */
const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

/** On AWS the hosted login has a host of its own; here it is on this origin. */
const signInHere = (resources: Resources, origin: string): ((text: string) => string) => {
  const [domain] = resources.of('AWS::Cognito::UserPoolDomain');
  const hostedLogin = new RegExp(`https://${domain?.ref}\\.auth\\.[a-z0-9-]+\\.amazoncognito\\.com`, 'g');
  return (text) => text.replaceAll(hostedLogin, origin);
};

const headersOf = (key: string, { content, cacheControl }: BucketFile) => ({
  'content-type': contentTypes[extname(key)] ?? 'application/octet-stream',
  'content-length': content.length,
  ...(cacheControl !== undefined && { 'cache-control': cacheControl }),
});

/** What a run has of its own in the place of the deployment's settings; undefined where it has none. */
type ConsoleOptions = { readonly origin: string; readonly resendPauseSeconds: number | undefined };

const settingsHere = (text: string, { resendPauseSeconds }: ConsoleOptions): string =>
  resendPauseSeconds === undefined ? text : JSON.stringify({ ...JSON.parse(text), resendPauseSeconds });

/** Serves what lies in a bucket by the rules, and with the headers, of the distribution before it. */
const consoleSite = (resources: Resources, site: Site, options: ConsoleOptions): Handler => {
  const { bucket, methods, headers, rewritten } = site;
  const here = signInHere(resources, options.origin);
  const always = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, here(value)]));
  const files = new Map(
    [...filesIn(resources, bucket)].map(([key, file]) => [
      key,
      key === 'settings.json'
        ? { ...file, content: Buffer.from(settingsHere(here(String(file.content)), options)) }
        : file,
    ]),
  );
  const refused = (status: number, body: string) => ({
    status,
    headers: { ...always, 'content-type': 'text/plain' },
    body,
  });
  return async (request, response) => {
    const { method = 'GET' } = request;
    if (!methods.includes(method)) return send(response, refused(403, 'Files are read only.\n'));
    const key = rewritten(urlOf(request).pathname).slice(1);
    const file = files.get(key);
    if (!file) return send(response, refused(404, 'There is no such file here.\n'));
    response.writeHead(200, { ...always, ...headersOf(key, file) });
    response.end(method === 'HEAD' ? undefined : file.content);
  };
};

/** The console as the template's distribution has it, and which paths it leaves to the API. */
export const consoleAt = (resources: Resources, options: ConsoleOptions): Pick<Origin, 'site' | 'apiPaths'> => {
  const { site, apiPaths } = distributionOf(resources);
  return { site: consoleSite(resources, site, options), apiPaths };
};
