import { Outlet } from 'react-router';
import { Opening } from '#console/pages/opening.tsx';
import { SignInPage } from '#console/pages/sign-in-page.tsx';
import { useSignedIn } from '#console/session/use-session.ts';

/** Renders its children for signed-in people only. */
export const SignedInOnly = () => {
  const signedIn = useSignedIn();
  if (signedIn === undefined) return <Opening />;
  return signedIn ? <Outlet /> : <SignInPage />;
};
