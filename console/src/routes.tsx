import { createBrowserRouter, type RouteObject, redirect } from 'react-router';
import { queryClient } from './api/query-client.ts';
import { fetchedPage } from './fetched-page.tsx';
import { rememberAcceptance } from './invitation/invitation-link.ts';
import { NotFound } from './pages/not-found.tsx';
import { Opening } from './pages/opening.tsx';
import { PageFailed, SectionFailed } from './pages/page-failed.tsx';
import { SignInFailed } from './pages/sign-in-failed.tsx';
import { completeSignIn } from './session/session.ts';
import { EveryPage } from './shell/every-page.tsx';

const finishSignIn = async () => {
  const { returnTo, accept } = await completeSignIn();
  queryClient.clear();
  if (accept) rememberAcceptance();
  return redirect(returnTo);
};

/** The tab that is opened comes with its page, not after it. */
const membersPage = async () => {
  const tab = window.location.pathname.endsWith('/pending')
    ? import('./sent-invitations/pending-invitations.tsx')
    : import('./members/members-tab.tsx');
  const [{ MembersPage }] = await Promise.all([import('./members/members-page.tsx'), tab]);
  return MembersPage;
};

/** Pages of an organization. `handle` is their name in the title, or gives it for a tab. */
const organizationPages: RouteObject[] = [
  {
    index: true,
    Component: Opening,
    loader: ({ params }) => redirect(`/organizations/${params.organizationId}/settings/members`),
  },
  {
    path: 'settings/members/:tab?',
    handle: (tab?: string) => (tab === 'pending' ? 'Pending Invitations' : 'Members'),
    ...fetchedPage(membersPage),
  },
  {
    path: 'settings/teams',
    handle: 'Teams',
    ...fetchedPage(async () => (await import('./teams/teams-page.tsx')).TeamsPage),
  },
  {
    path: 'settings/organization',
    handle: 'Organization',
    ...fetchedPage(async () => (await import('./organization/organization-page.tsx')).OrganizationPage),
  },
  {
    path: 'admin/audit-log',
    handle: 'Audit Log',
    ...fetchedPage(async () => (await import('./audit-log/audit-log-page.tsx')).AuditLogPage),
  },
  {
    path: '*',
    handle: 'Not found',
    ...fetchedPage(async () => (await import('./pages/no-such-page.tsx')).NoSuchPage),
  },
];

const signedInPages: RouteObject[] = [
  {
    path: '/',
    ...fetchedPage(async () => (await import('./pages/start-page.tsx')).StartPage),
  },
  {
    path: '/open-invitations',
    ...fetchedPage(async () => (await import('./pages/open-invitations-page.tsx')).OpenInvitationsPage),
  },
  {
    path: '/organizations/:organizationId',
    ...fetchedPage(async () => (await import('./shell/organization-shell.tsx')).OrganizationShell),
    // What fails in a section leaves the way to the others.
    children: [{ ErrorBoundary: SectionFailed, children: organizationPages }],
  },
];

/** Pages by address. Each is fetched when it is first opened. */
export const consoleRouter = () =>
  createBrowserRouter([
    {
      Component: EveryPage,
      HydrateFallback: Opening,
      ErrorBoundary: PageFailed,
      children: [
        { path: '/signed-in', loader: finishSignIn, Component: Opening, ErrorBoundary: SignInFailed },
        {
          path: '/invitation',
          ...fetchedPage(async () => (await import('./invitation/invitation-page.tsx')).InvitationPage),
        },
        {
          ...fetchedPage(async () => (await import('./shell/signed-in-only.tsx')).SignedInOnly),
          children: signedInPages,
        },
        { path: '*', Component: NotFound },
      ],
    },
  ]);
