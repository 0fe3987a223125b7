import { readableEmail } from './readable-address.ts';

/** An email, broken before its @ where it has to be broken. */
export const Address = (props: { readonly email: string }) => {
  const email = readableEmail(props.email);
  const at = email.lastIndexOf('@');
  return (
    <>
      {email.slice(0, at)}
      <wbr />
      {email.slice(at)}
    </>
  );
};
