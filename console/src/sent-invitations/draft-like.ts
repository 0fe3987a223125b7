import type { Draft } from '#console/invite/draft.ts';
import type { Invitation } from '#core/contract/invitation.ts';

/** Returns the draft that invites the same person again, with the same role and teams. */
export const draftLike = ({ email, role, teamIds }: Invitation): Draft => ({ emails: [email], role, teamIds });
