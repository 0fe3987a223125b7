import { auditActor, auditCategory, auditEvent, auditEventType } from '#core/contract/audit-event.ts';
import { choice, type NamedSchema, named, shape } from './shape.ts';

const [user, system] = auditActor.def.options;

const fields = {
  id: "The event's id. Ids sort in the order of the log.",
  type: 'The event type.',
  category: 'The kind of thing that changed.',
  occurredAt: 'The time of the change.',
  actor: 'The person or system that made the change.',
  subject: 'The thing that changed.',
  details: 'The facts at the time of the change.',
};

const facts = {
  email: 'Address of the invitation or member.',
  role: 'Role of the invitation or member.',
  teamIds: 'Ids of the teams of the invitation or member, including deleted ones.',
  teamNames:
    'Names of all teams in `teamIds`, `from` and `to`, by id, at the time of the event. Renaming or deleting a team does not change them. Missing if there is no team, and in events of release 0.1.0.',
  expiresAt: 'When the invitation expires or expired.',
  from: 'The value before the change. Missing if it is unknown.',
  to: 'The value after the change.',
  name: 'Name of the organization, team or member at that time. Missing in events of release 0.1.0 about members.',
  reason:
    'The reason why the email was not delivered, for example `recipient_limit_reached`. For a revoked invitation: `already_member` if the system revoked it because a member now has its address.',
};

const subjectFields = {
  type: 'The kind of thing that `id` identifies.',
  id: 'Id of the invitation, member (`userId`), organization or team.',
  email: 'Address of the invitation or member.',
};

/** Schema names of the event types, in the order of the contract, with descriptions. */
const kinds = [
  ['InvitationEvent', 'An invitation was sent, resent or accepted, it expired, or its invitee requested a new one.'],
  ['InvitationRevokedEvent', 'An invitation was revoked, by an admin, an operator or the system.'],
  ['InvitationUndeliveredEvent', 'An invitation email was not delivered, or not sent.'],
  ['MemberEvent', 'A person became a member, left, or was removed.'],
  ['MemberRoleChangedEvent', "A member's role changed. `from` and `to` are roles."],
  ['MemberTeamsChangedEvent', "A member's teams changed. `from` and `to` are lists of team ids."],
  [
    'MemberEmailChangedEvent',
    "A member's address changed, because their Google account's did. `from` and `to` are addresses; `to` is also the subject's.",
  ],
  ['OrganizationEvent', 'The organization was created, was resumed after a pause, or reached its daily email limit.'],
  ['OrganizationPausedEvent', 'Invitations of the organization were paused, for the given `reason`.'],
  ['AllowedDomainsChangedEvent', 'The allowed email domains changed. `from` and `to` are lists of domains.'],
  [
    'PlanChangedEvent',
    'The plan changed, and `from` and `to` are plans; or the limits changed, and they describe the limits in words.',
  ],
  ['TeamEvent', 'A team was created or deleted.'],
  ['TeamRenamedEvent', 'A team was renamed. `from` and `to` are names.'],
] as const;

type Kind = (typeof auditEvent.def.options)[number];

const typesOf = ({ shape: { type } }: Kind): readonly string[] =>
  type.def.type === 'enum' ? Object.values(type.def.entries) : type.def.values;

const events = auditEvent.def.options.map((schema, position) => {
  const [name = '', description = ''] = kinds[position] ?? [];
  return { name, description, schema };
});

const namedEvents = events.flatMap(({ name, description, schema }): NamedSchema[] => [
  { name, description, schema, fields },
  {
    name: `${name}Details`,
    description: 'The facts of the event at the time of the change.',
    schema: schema.shape.details,
    fields: facts,
  },
]);

const subjects = [
  ...new Map(events.map(({ schema: { shape: of } }) => [of.category.def.values.join(), of.subject])),
].map(
  ([category, schema]): NamedSchema => ({
    name: `${category.charAt(0).toUpperCase()}${category.slice(1)}Subject`,
    description: 'The thing that changed.',
    schema,
    fields: subjectFields,
  }),
);

export const namedAudit: readonly NamedSchema[] = [
  named('AuditCategory', auditCategory, 'The kind of thing that changed: the part of the event type before the dot.'),
  named('AuditEventType', auditEventType, 'The type of an event.'),
  choice(
    'AuditEvent',
    auditEvent,
    'An entry of the audit log. `type` determines its `details`. Events are never changed or deleted.',
    'type',
    Object.fromEntries(events.flatMap(({ name, schema }) => typesOf(schema).map((type) => [type, name]))),
  ),
  ...namedEvents,
  ...subjects,
  choice('AuditActor', auditActor, 'The person or system that made the change, as `type` tells.', 'type', {
    user: 'UserActor',
    system: 'SystemActor',
  }),
  shape('UserActor', user, 'A signed-in person.', {
    type: 'Always `user`.',
    userId: "The person's id.",
    name: 'Name at that time.',
    email: 'Address at that time.',
  }),
  shape('SystemActor', system, 'The product itself: an event caused by time, or an operator.', {
    type: 'Always `system`.',
    name: 'Name of the product, if an operator made the change. Missing for events caused by time.',
    email: 'Address of the product, if an operator made the change.',
  }),
];
