import { extname } from 'node:path';
import type { Handler, Origin } from '../run/origin-handler.ts';
import { type BucketFile, filesIn } from '../template/bucket-files.ts';
import { distributionOf, type Site } from '../template/distribution.ts';
import type { Resources } from '../template/resources.ts';
import { urlOf } from '../web/request.ts';
import { send } from '../web/response.ts';

/** Content types that `BucketDeployment` derives from file names. */
const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

/** Replaces the address of the hosted login, which has its own domain on AWS, by this origin. */
const withLocalSignIn = (resources: Resources, origin: string): ((text: string) => string) => {
  const [domain] = resources.of('AWS::Cognito::UserPoolDomain');
  const hostedLogin = new RegExp(`https://${domain?.ref}\\.auth\\.[a-z0-9-]+\\.amazoncognito\\.com`, 'g');
  return (text) => text.replaceAll(hostedLogin, origin);
};

const headersOf = (key: string, { content, cacheControl }: BucketFile) => ({
  'content-type': contentTypes[extname(key)] ?? 'application/octet-stream',
  'content-length': content.length,
  ...(cacheControl !== undefined && { 'cache-control': cacheControl }),
});

/** Members to replace in JSON files of the website, by the file's key in the bucket. */
export type SiteOverrides = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

type SiteOptions = { readonly origin: string; readonly overrides: SiteOverrides };

const withOverrides = (text: string, members: SiteOverrides[string] | undefined): string =>
  members === undefined ? text : JSON.stringify({ ...JSON.parse(text), ...members });

/** Serves the files of a bucket with the rewrites and headers of its distribution. */
const siteHandler = (resources: Resources, site: Site, { origin, overrides }: SiteOptions): Handler => {
  const { bucket, methods, headers, rewrite } = site;
  const localize = withLocalSignIn(resources, origin);
  const policyHeaders = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, localize(value)]));
  const files = new Map(
    [...filesIn(resources, bucket)].map(([key, file]) => [
      key,
      key.endsWith('.json')
        ? { ...file, content: Buffer.from(withOverrides(localize(String(file.content)), overrides[key])) }
        : file,
    ]),
  );
  const errorReply = (status: number, body: string) => ({
    status,
    headers: { ...policyHeaders, 'content-type': 'text/plain' },
    body,
  });
  return async (request, response) => {
    const { method = 'GET' } = request;
    if (!methods.includes(method)) return send(response, errorReply(403, 'Files are read only.\n'));
    const key = rewrite(urlOf(request).pathname).slice(1);
    const file = files.get(key);
    if (!file) return send(response, errorReply(404, 'There is no such file.\n'));
    response.writeHead(200, { ...policyHeaders, ...headersOf(key, file) });
    response.end(method === 'HEAD' ? undefined : file.content);
  };
};

/** Returns the website of the template's distribution and the path prefixes of the API. Without a distribution, the API serves all paths. */
export const siteAt = (
  resources: Resources,
  gateway: Handler,
  options: SiteOptions,
): Pick<Origin, 'site' | 'apiPaths'> => {
  const distribution = distributionOf(resources);
  if (!distribution) return { site: gateway, apiPaths: [] };
  return { site: siteHandler(resources, distribution.site, options), apiPaths: distribution.apiPaths };
};
