import * as z from 'zod';
import { type Check, right, rightUnless, warning } from './finding.ts';
import { get, otherStatus, type Site } from './site.ts';
import type { DeployedStage } from './stage.ts';

const document = z.looseObject({ openapi: z.string(), paths: z.record(z.string(), z.unknown()) });

const health = ({ apiUrl, consoleUrl }: Site): Check => ({
  about: 'API',
  look: async () => {
    const urls = [...new Set([apiUrl, consoleUrl])].map((origin) => `${origin}/v1/health`);
    const answers = await Promise.all(urls.map(get));
    const faults = answers.map((answer) => {
      const other = otherStatus(answer, 200);
      return other && `${other}: check the log of get-health and API Gateway's access log`;
    });
    return [rightUnless(faults, `responds at ${urls.join(' and ')}`)];
  },
});

const openApi = ({ apiUrl }: Site): Check => ({
  about: 'OpenAPI',
  look: async () => {
    const answer = await get(`${apiUrl}/v1/openapi.json`);
    const other = otherStatus(answer, 200);
    if (other) return [rightUnless([other], '')];
    const { openapi, paths } = document.parse(await answer.json());
    return [rightUnless([], `version ${openapi}, ${Object.keys(paths).length} paths at ${answer.url}`)];
  },
});

const authorizer = ({ apiUrl }: Site): Check => ({
  about: 'API authorizer',
  look: async () => {
    const other = otherStatus(await get(`${apiUrl}/v1/me`), 401);
    return [rightUnless([other && `${other}, without a token: deploy again`], 'rejects requests without a token')];
  },
});

/** Behind the firewall the API has no address but the console's. */
export const firewallCheck = ({ output, keepsState }: DeployedStage): Check => ({
  about: 'firewall',
  look: async () => {
    if (output('ApiUrl') === output('ConsoleUrl')) return [right('protects console and API')];
    if (!keepsState) return [right('a stage without retained data needs none')];
    return [
      warning(
        "there is none, so no limit per client: put apiDomain, account and region into the stage's file (docs/decisions/0021)",
      ),
    ];
  },
});

export const apiChecks = (site: Site): Check[] => [health(site), openApi(site), authorizer(site)];
