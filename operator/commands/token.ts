import { parseArgs } from 'node:util';
import { signInLocally } from '#operator/local-run/running-stack.ts';
import { secondsIn } from '#operator/local-run/start-options.ts';

const usage =
  'Usage: npm run --silent token -- EMAIL [--name NAME] [--unverified] [--subject S] ' +
  '[--hosted-domain D|none] [--signed-in-ago 13h] [--url http://localhost:3000]';

const parsed = () => {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        name: { type: 'string' },
        unverified: { type: 'boolean', default: false },
        subject: { type: 'string' },
        'hosted-domain': { type: 'string' },
        'signed-in-ago': { type: 'string' },
        url: { type: 'string', default: 'http://localhost:3000' },
      },
    });
  } catch (error) {
    const [what] = String(Object(error).message).split('. ');
    throw new Error(`${what}. ${usage}`);
  }
};

const readArguments = () => {
  const { values, positionals } = parsed();
  const [email, ...more] = positionals;
  if (email === undefined || more.length > 0) throw new Error(usage);
  if (!URL.canParse(values.url))
    throw new Error(`--url takes a URL such as http://localhost:3000, not "${values.url}".`);
  return {
    email,
    name: values.name,
    subject: values.subject,
    verified: !values.unverified,
    hostedDomain: values['hosted-domain'],
    signedInAgoSeconds: secondsIn('signed-in-ago', values['signed-in-ago']),
    url: values.url,
  };
};

try {
  const { accessToken } = await signInLocally(readArguments());
  console.log(accessToken);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
