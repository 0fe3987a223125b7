import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const origin = 'https://app.example.org';

const signInSettings = {
  issuer: `${origin}/pool`,
  authorizationEndpoint: `${origin}/oauth2/authorize`,
  tokenEndpoint: `${origin}/oauth2/token`,
  revocationEndpoint: `${origin}/oauth2/revoke`,
  logoutEndpoint: `${origin}/logout`,
  clientId: 'console',
  redirectUri: `${origin}/signed-in`,
  logoutUri: `${origin}/`,
};

const settings = { productName: 'PartnerAlly', supportUrl: '', resendPauseSeconds: 60, signIn: signInSettings };

/** A storage as browsers have it. */
const storage = (): Storage => {
  const own: Record<string, string> = {};
  const methods = {
    getItem: (key: string) => own[key] ?? null,
    setItem: (key: string, value: string) => {
      own[key] = value;
    },
    removeItem: (key: string) => {
      delete own[key];
    },
  };
  return new Proxy(own, { get: (_, name) => Reflect.get(methods, name) }) as unknown as Storage;
};

/** What a tab has in its storage while its person is signed in. */
const fillTab = (): void => {
  for (const key of ['invitation-token', 'draft emails', 'asked-for-session', 'too-old-sign-in'])
    sessionStorage.setItem(key, 'x');
};

type Session = { readonly startSession: (settings: unknown) => void };
type Settings = { readonly loadSettings: () => Promise<unknown> };
type SignIn = {
  readonly signOut: () => Promise<void>;
  readonly switchAccount: (to: { readonly returnTo: string; readonly accept: boolean }) => Promise<void>;
};

/** Loads the console's session as a new page does. By name, because its types are those of browsers. */
const openPage = async (): Promise<SignIn> => {
  const { loadSettings } = await vi.importActual<Settings>('#console/session/settings.ts');
  const { startSession } = await vi.importActual<Session>('#console/session/session.ts');
  startSession(await loadSettings());
  return vi.importActual<SignIn>('#console/session/sign-in.ts');
};

let visited: string[] = [];

beforeEach(() => {
  visited = [];
  vi.resetModules();
  const assign = (url: string) => void visited.push(url);
  vi.stubGlobal('window', { location: { origin, pathname: '/', assign } });
  vi.stubGlobal('sessionStorage', storage());
  vi.stubGlobal('localStorage', storage());
  vi.stubGlobal('fetch', async () => Response.json(settings));
});

afterEach(() => void vi.unstubAllGlobals());

test.each([
  ['with a network', true],
  ['without a network', false],
])('signing out %s leaves nothing in the storage of the tab', async (_, onLine) => {
  vi.stubGlobal('navigator', { onLine });
  const { signOut } = await openPage();
  fillTab();
  await signOut();
  expect(Object.keys(sessionStorage)).toEqual([]);
  expect(visited.length).toBe(onLine ? 1 : 0);
});

test('signing out in another tab leaves nothing in the storage of this one', async () => {
  vi.stubGlobal('navigator', { onLine: true });
  await openPage();
  fillTab();
  const other = new BroadcastChannel('session');
  other.postMessage('signed-out');
  await expect.poll(() => Object.keys(sessionStorage)).toEqual([]);
  other.close();
});

test('switching accounts keeps the token of the invitation link', async () => {
  vi.stubGlobal('navigator', { onLine: true });
  const { switchAccount } = await openPage();
  fillTab();
  await switchAccount({ returnTo: '/invitation', accept: false });
  expect(Object.keys(sessionStorage)).toContain('invitation-token');
  expect(Object.keys(sessionStorage)).not.toContain('draft emails');
});
