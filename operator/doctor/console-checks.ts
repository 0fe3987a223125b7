import * as z from 'zod';
import { type Check, rightUnless } from './finding.ts';
import { get, otherStatus, type Site } from './site.ts';

const settings = z.object({
  signIn: z.object({ clientId: z.string(), redirectUri: z.string(), authorizationEndpoint: z.string() }),
});

const page = ({ consoleUrl }: Site): Check => ({
  about: 'console',
  look: async () => {
    const answer = await get(`${consoleUrl}/`);
    const faults = [
      otherStatus(answer, 200),
      !(await answer.text()).includes('<div id="root">') &&
        `${consoleUrl}/ is not the console: deploy again, and check whether your domain points to CloudFront`,
    ];
    return [rightUnless(faults, `is at ${consoleUrl}/`)];
  },
});

const settingsFile = ({ consoleUrl, clientId, hostedLoginUrls }: Site): Check => ({
  about: 'console settings',
  look: async () => {
    const answer = await get(`${consoleUrl}/settings.json`);
    const refused = otherStatus(answer, 200);
    if (refused) return [rightUnless([refused], '')];
    const { signIn } = settings.parse(await answer.json());
    const expected = {
      clientId,
      redirectUri: `${consoleUrl}/signed-in`,
      authorizationEndpoint: `${hostedLoginUrls[0]}/oauth2/authorize`,
    };
    const others = z.keyof(settings.shape.signIn).options.filter((name) => signIn[name] !== expected[name]);
    const faults = others.map(
      (name) =>
        `${name} is ${signIn[name]}, and this deployment's is ${expected[name]}: deploy again to update the file`,
    );
    return [rightUnless(faults, 'settings.json belongs to this deployment')];
  },
});

const asSent = {
  'strict-transport-security': /max-age=\d{7,}/,
  'x-content-type-options': /^nosniff$/,
  'x-frame-options': /^DENY$/,
  'referrer-policy': /^no-referrer$/,
  'content-security-policy': /default-src 'none'; script-src 'self';.*frame-ancestors 'none'/,
};

const headers = ({ consoleUrl, hostedLoginUrls }: Site): Check => ({
  about: 'security headers',
  look: async () => {
    const sent = (await get(`${consoleUrl}/`)).headers;
    const again = 'a proxy is in front of CloudFront, or its headers policy was changed by hand: deploy again';
    const wrongHeaders = Object.entries(asSent).filter(([name, value]) => !value.test(sent.get(name) ?? ''));
    const policy = sent.get('content-security-policy') ?? '';
    const unreachable = hostedLoginUrls.filter((url) => !policy.split(/[ ;]+/).includes(url));
    const faults = [
      ...wrongHeaders.map(([name]) => `${name} is ${sent.get(name) ?? 'missing'}: ${again}`),
      ...unreachable.map((url) => `the content security policy blocks ${url}: ${again}`),
    ];
    return [rightUnless(faults, 'the page has all of them, and can connect to the hosted login')];
  },
});

/** Checks of the pages, as a browser loads them. */
export const consoleChecks = (site: Site): Check[] => [page(site), settingsFile(site), headers(site)];
