import { auditActor, auditCategory, auditEvent, auditEventType } from '#core/contract/audit-event.ts';
import { choice, type NamedSchema, named, shape } from './shape.ts';

const [user, system] = auditActor.def.options;

const fields = {
  id: "The event's id. Ids sort as the log does.",
  type: 'What happened.',
  category: 'What it is about.',
  occurredAt: 'When it happened.',
  actor: 'Who did it.',
  subject: 'What it was done to.',
  details: 'The facts, as they were then.',
};

const facts = {
  email: 'Address of the invitation or member.',
  role: 'Role of the invitation or member.',
  teamIds: 'Ids of the teams of the invitation or member, those deleted since too.',
  teamNames:
    'Names of all teams that `teamIds`, `from` and `to` list, by id, as they were when the event was recorded: renaming or deleting a team changes nothing here. Missing where no team is listed, and from events that release 0.1.0 recorded.',
  expiresAt: 'When the invitation expires or expired.',
  from: 'What it was before the change. Missing where that is not known any more.',
  to: 'What it is since the change.',
  name: 'Name of the organization, team or member, as it was then. Events about members that release 0.1.0 recorded have none.',
  reason:
    'Why the email was not delivered, for example `recipient_limit_reached`. Of a revoked invitation: `already_member`, where the system revoked it because a member has come to its address.',
};

const subjectFields = {
  type: 'What `id` is the id of.',
  id: 'Id of the invitation, member (`userId`), organization or team.',
  email: 'Address of the invitation or member.',
};

/** Schema names of the event types, in the order of the contract, with descriptions. */
const kinds = [
  ['InvitationEvent', 'An invitation was sent, resent or accepted, it expired, or its invitee asked for a new one.'],
  ['InvitationRevokedEvent', 'An invitation was revoked, by an admin, an operator or the system.'],
  ['InvitationUndeliveredEvent', 'An email of an invitation was not delivered, or not sent.'],
  ['MemberEvent', 'A person became a member, left, or was removed.'],
  ['MemberRoleChangedEvent', 'A member has another role: `from` and `to` are roles.'],
  ['MemberTeamsChangedEvent', 'A member is in other teams: `from` and `to` are ids of teams.'],
  [
    'MemberEmailChangedEvent',
    'A member has another address, which their Google account brought: `from` and `to` are addresses, and `to` is that of the subject.',
  ],
  [
    'OrganizationEvent',
    'The organization was created, may invite again after a pause, or has reached its daily limit of emails.',
  ],
  ['OrganizationPausedEvent', 'The organization may not invite: `reason` says why.'],
  ['AllowedDomainsChangedEvent', 'Other email domains are allowed: `from` and `to` are lists of domains.'],
  [
    'PlanChangedEvent',
    'The plan is another: `from` and `to` are plans. Or its limits are: then they say those in words.',
  ],
  ['TeamEvent', 'A team was created or deleted.'],
  ['TeamRenamedEvent', 'A team has another name: `from` and `to` are names.'],
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
    description: 'The facts of the event, as they were then.',
    schema: schema.shape.details,
    fields: facts,
  },
]);

const subjects = [
  ...new Map(events.map(({ schema: { shape: of } }) => [of.category.def.values.join(), of.subject])),
].map(
  ([category, schema]): NamedSchema => ({
    name: `${category.charAt(0).toUpperCase()}${category.slice(1)}Subject`,
    description: 'What it was done to.',
    schema,
    fields: subjectFields,
  }),
);

export const namedAudit: readonly NamedSchema[] = [
  named('AuditCategory', auditCategory, 'What an event is about: the word before the dot of its type.'),
  named('AuditEventType', auditEventType, 'What happened.'),
  choice(
    'AuditEvent',
    auditEvent,
    'One line of the audit log; `type` tells what happened, and so which facts there are. Nothing changes or deletes one.',
    'type',
    Object.fromEntries(events.flatMap(({ name, schema }) => typesOf(schema).map((type) => [type, name]))),
  ),
  ...namedEvents,
  ...subjects,
  choice('AuditActor', auditActor, 'Who did it; `type` tells which of the two it is.', 'type', {
    user: 'UserActor',
    system: 'SystemActor',
  }),
  shape('UserActor', user, 'A person who was signed in.', {
    type: 'Always `user`.',
    userId: "The person's id.",
    name: 'Name, as it was then.',
    email: 'Address, as it was then.',
  }),
  shape('SystemActor', system, 'The product itself: by the clock, or by its operator.', {
    type: 'Always `system`.',
    name: 'Name of the product, where its operator did it. Missing where the clock did.',
    email: 'Address of the product, where its operator did it.',
  }),
];
