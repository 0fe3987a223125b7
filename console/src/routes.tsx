import { createBrowserRouter, type RouteObject, redirect } from 'react-router';
import { queryClient } from './api/query-client.ts';
import { rememberAcceptance } from './invitation/invitation-link.ts';
import { NotFound } from './pages/not-found.tsx';
import { Opening } from './pages/opening.tsx';
import { RouteFailed } from './pages/route-failed.tsx';
import { completeSignIn } from './session/session.ts';
import { EveryPage } from './shell/every-page.tsx';

const finishSignIn = async () => {
  const { returnTo, accept } = await completeSignIn();
  queryClient.clear();
  if (accept) rememberAcceptance();
  return redirect(returnTo);
};

/** Pages of an organization. `handle` is what the title calls them. */
const organizationPages: RouteObject[] = [
  {
    index: true,
    loader: ({ params }) => redirect(`/organizations/${params.organizationId}/settings/members`),
  },
  {
    path: 'settings/members/:tab?',
    handle: 'Members',
    lazy: async () => ({ Component: (await import('./members/members-page.tsx')).MembersPage }),
  },
  {
    path: 'settings/teams',
    handle: 'Teams',
    lazy: async () => ({ Component: (await import('./teams/teams-page.tsx')).TeamsPage }),
  },
  {
    path: 'settings/organization',
    handle: 'Organization',
    lazy: async () => ({ Component: (await import('./organization/organization-page.tsx')).OrganizationPage }),
  },
  {
    path: 'admin/audit-log',
    handle: 'Audit Log',
    lazy: async () => ({ Component: (await import('./audit-log/audit-log-page.tsx')).AuditLogPage }),
  },
  {
    path: '*',
    handle: 'Not found',
    lazy: async () => ({ Component: (await import('./pages/no-such-page.tsx')).NoSuchPage }),
  },
];

const signedInPages: RouteObject[] = [
  {
    path: '/',
    lazy: async () => ({ Component: (await import('./pages/start-page.tsx')).StartPage }),
  },
  {
    path: '/organizations/:organizationId',
    lazy: async () => ({ Component: (await import('./shell/organization-shell.tsx')).OrganizationShell }),
    children: organizationPages,
  },
];

/** Pages by address. Each is fetched when it is first opened. */
export const consoleRouter = () =>
  createBrowserRouter([
    {
      Component: EveryPage,
      HydrateFallback: Opening,
      ErrorBoundary: RouteFailed,
      children: [
        {
          path: '/signed-in',
          loader: finishSignIn,
          lazy: async () => ({ ErrorBoundary: (await import('./pages/sign-in-failed.tsx')).SignInFailed }),
        },
        {
          path: '/invitation',
          lazy: async () => ({ Component: (await import('./invitation/invitation-page.tsx')).InvitationPage }),
        },
        {
          lazy: async () => ({ Component: (await import('./shell/signed-in-only.tsx')).SignedInOnly }),
          children: signedInPages,
        },
        { path: '*', Component: NotFound },
      ],
    },
  ]);
