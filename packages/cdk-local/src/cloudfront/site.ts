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

/** By the key of a JSON file in the website's bucket: members that replace those that a deployment would write. */
export type SiteOverrides = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

type SiteOptions = { readonly origin: string; readonly overrides: SiteOverrides };

const withOverrides = (text: string, members: SiteOverrides[string] | undefined): string =>
  members === undefined ? text : JSON.stringify({ ...JSON.parse(text), ...members });

/** Serves what lies in a bucket by the rules, and with the headers, of the distribution before it. */
const siteHandler = (resources: Resources, site: Site, { origin, overrides }: SiteOptions): Handler => {
  const { bucket, methods, headers, rewritten } = site;
  const here = signInHere(resources, origin);
  const always = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, here(value)]));
  const files = new Map(
    [...filesIn(resources, bucket)].map(([key, file]) => [
      key,
      key.endsWith('.json')
        ? { ...file, content: Buffer.from(withOverrides(here(String(file.content)), overrides[key])) }
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

/** The website as the template's distribution has it, and which paths it leaves to the API. Without a distribution, all. */
export const siteAt = (
  resources: Resources,
  gateway: Handler,
  options: SiteOptions,
): Pick<Origin, 'site' | 'apiPaths'> => {
  const distribution = distributionOf(resources);
  if (!distribution) return { site: gateway, apiPaths: [] };
  return { site: siteHandler(resources, distribution.site, options), apiPaths: distribution.apiPaths };
};
