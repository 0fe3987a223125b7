import { aMember, anInvitation, anOrganization, createdAt, expiresAt, ids, token } from './examples.ts';
import type { GuidesOf } from './guide.ts';

const { id, name } = anOrganization;

export const inviteeGuide: GuidesOf<'getMe' | 'previewInvitation' | 'requestNewInvitation' | 'acceptInvitation'> = {
  getMe: {
    tag: 'Invitee',
    description:
      'The starting point after sign-in: returns the ids of the caller’s organizations, which other operations require, and the invitations that can be accepted without the email.',
    answers: {
      200: {
        user: { id: ids.user, email: 'ann@acme.com', name: 'Ann Lee', pictureUrl: null, signedInAt: createdAt },
        organizations: [{ id, name, role: 'user' }],
        invitations: [
          {
            id: anInvitation.id,
            organizationId: '01K8Z7C3E4004V5M2H1B8R2W6S',
            organizationName: 'Globex',
            invitedBy: { name: 'Gail Ito' },
            role: 'viewer',
            expiresAt,
            linkRequired: false,
          },
        ],
      },
    },
  },
  previewInvitation: {
    tag: 'Invitee',
    description:
      'Needs no access token, only the token in the link. A link that no longer works returns `invitation_expired`, `invitation_revoked` or `invitation_accepted`.',
    body: { token },
    answers: {
      200: {
        organizationName: name,
        invitedBy: { name: 'Alice Ng' },
        role: 'user',
        maskedEmail: 'a•••@acme.com',
        expiresAt,
      },
    },
  },
  requestNewInvitation: {
    tag: 'Invitee',
    description:
      'Requests a new invitation with the link of an expired one. The caller must be signed in with the invited address, verified by Google. Admins see the request on the invitation and decide. Allowed once in 24 hours (`requested_recently`), and three times in total (`request_limit_reached`). A revoked or used link returns the same problems as `previewInvitation`.',
    body: { token },
    answers: { 200: { organizationName: name, requestedAt: '2026-11-11T08:00:00.000Z' } },
  },
  acceptInvitation: {
    tag: 'Invitee',
    description:
      'The caller must be signed in with the invited address, verified by Google. Otherwise `email_mismatch` returns the masked invited address, and nothing changes. Accepting again with the same account returns the same response, as long as the account is a member. Send either the `token` of the link (the part after the `#`), or both ids from `getMe` (`id` and `organizationId` of an invitation), but not both.',
    body: { token },
    otherBodies: { byIds: { invitationId: ids.invitation, organizationId: ids.organization } },
    answers: { 200: { organization: { id, name }, member: aMember } },
  },
};
