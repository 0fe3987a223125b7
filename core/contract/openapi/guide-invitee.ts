import { aMember, anInvitation, anOrganization, createdAt, expiresAt, ids, token } from './examples.ts';
import type { GuidesOf } from './guide.ts';

const { id, name } = anOrganization;

export const inviteeGuide: GuidesOf<'getMe' | 'previewInvitation' | 'requestNewInvitation' | 'acceptInvitation'> = {
  getMe: {
    tag: 'Invitee',
    description:
      'Where to begin after signing in: the ids of the organizations that other operations ask for, and the invitations that can be accepted without the email.',
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
      'Needs no token of a person: the token of the link is what is asked for. A link that is dead says why: `invitation_expired`, `invitation_revoked` or `invitation_accepted`.',
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
      'Takes the link of an expired invitation. The caller must be signed in with the invited address, verified by Google. Admins see the request on the invitation, and decide. Once in 24 hours (`requested_recently`), three times in all (`request_limit_reached`). A revoked or used link answers as with `previewInvitation`.',
    body: { token },
    answers: { 200: { organizationName: name, requestedAt: '2026-11-11T08:00:00.000Z' } },
  },
  acceptInvitation: {
    tag: 'Invitee',
    description:
      'The caller must be signed in with the invited address, verified by Google: `email_mismatch` says (masked) which address that is, and changes nothing. Accepting again with the same account answers the same again, for as long as it is a member. Name either the `token` of the link (what follows the `#`), or both ids, as `getMe` lists them (`id` and `organizationId` of an invitation there); not together.',
    body: { token },
    otherBodies: { byIds: { invitationId: ids.invitation, organizationId: ids.organization } },
    answers: { 200: { organization: { id, name }, member: aMember } },
  },
};
