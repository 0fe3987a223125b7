import type { Draft } from '#console/invite/draft.ts';
import type { Invitation } from '#core/contract/invitation.ts';

/** What the dialog begins with, to invite the same person again. */
export const draftLike = ({ email, role, teamIds }: Invitation): Draft => ({ emails: [email], role, teamIds });
