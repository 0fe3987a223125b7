import { createBrowserRouter, redirect } from 'react-router';
import { queryClient } from './api/query-client.ts';
import { rememberAcceptance } from './invitation/invitation-link.ts';
import { NotFound } from './pages/not-found.tsx';
import { Opening } from './pages/opening.tsx';
import { RouteFailed } from './pages/route-failed.tsx';
import { completeSignIn } from './session/session.ts';

const finishSignIn = async () => {
  const { returnTo, accept } = await completeSignIn();
  queryClient.clear();
  if (accept) rememberAcceptance();
  return redirect(returnTo);
};

/** Pages by address. Each is fetched when it is first opened. */
export const consoleRouter = () =>
  createBrowserRouter([
    {
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
          children: [
            {
              path: '/',
              lazy: async () => ({ Component: (await import('./pages/start-page.tsx')).StartPage }),
            },
            {
              path: '/organizations/:organizationId',
              lazy: async () => ({ Component: (await import('./shell/organization-shell.tsx')).OrganizationShell }),
              children: [
                {
                  index: true,
                  loader: ({ params }) => redirect(`/organizations/${params.organizationId}/settings/members`),
                },
                {
                  path: 'settings/members/:tab?',
                  lazy: async () => ({ Component: (await import('./members/members-page.tsx')).MembersPage }),
                },
              ],
            },
          ],
        },
        { path: '*', Component: NotFound },
      ],
    },
  ]);
