import { Caution } from '#console/ui/caution.tsx';
import { WithSupportLink } from './with-support-link.tsx';

type AtLimitProps = { readonly used: number | null | undefined; readonly limit: number | null | undefined };

/** Advice when the plan allows no more pending invitations. */
export const AtLimit = ({ used, limit }: AtLimitProps) => {
  if (typeof limit !== 'number' || typeof used !== 'number' || used < limit) return null;
  return (
    <Caution title={`You’ve reached your plan’s limit of ${limit.toLocaleString('en-US')} pending invitations`}>
      <WithSupportLink text="Revoke some, or wait for them to be accepted or expire. If you need more, contact support." />
    </Caution>
  );
};
