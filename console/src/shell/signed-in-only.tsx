import { Outlet } from 'react-router';
import { Opening } from '#console/pages/opening.tsx';
import { SignInPage } from '#console/pages/sign-in-page.tsx';
import { useSignedIn } from '#console/session/use-session.ts';

/** What is below is for people who are signed in. */
export const SignedInOnly = () => {
  const signedIn = useSignedIn();
  if (signedIn === undefined) return <Opening />;
  return signedIn ? <Outlet /> : <SignInPage />;
};
