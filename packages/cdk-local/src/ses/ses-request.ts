import { SesError } from './ses-error.ts';

/** A parsed request to send one email. Addresses may have the form `Ann <ann@example.com>`. */
export type SendRequest = {
  readonly action: 'SendEmail' | 'SendRawEmail';
  readonly source: string;
  readonly recipients: readonly string[];
  readonly replyTo: readonly string[];
  readonly subject: string;
  readonly tags: ReadonlyMap<string, string>;
  readonly configurationSet: string | undefined;
  readonly form: URLSearchParams;
};

/** Returns the values of `Prefix.member.1`, `Prefix.member.2` and so on. */
const members = (form: URLSearchParams, prefix: string, suffix = ''): readonly string[] => {
  const values: string[] = [];
  for (let n = 1; form.has(`${prefix}.member.${n}${suffix}`); n += 1)
    values.push(form.get(`${prefix}.member.${n}${suffix}`) ?? '');
  return values;
};

const tagsOf = (form: URLSearchParams): ReadonlyMap<string, string> => {
  const names = members(form, 'Tags', '.Name');
  const values = members(form, 'Tags', '.Value');
  if (new Set(names).size < names.length) throw new SesError('InvalidParameterValue', 'Duplicate message tag name.');
  return new Map(names.map((name, index) => [name, values[index] ?? '']));
};

const recipientsOf = (form: URLSearchParams): readonly string[] => [
  ...['ToAddresses', 'CcAddresses', 'BccAddresses'].flatMap((kind) => members(form, `Destination.${kind}`)),
  ...members(form, 'Destinations'),
];

/** Parses a request. Throws `SesError` for an unknown action or a missing parameter. */
export const readSendRequest = (form: URLSearchParams): SendRequest => {
  const action = form.get('Action');
  if (action !== 'SendEmail' && action !== 'SendRawEmail')
    throw new SesError('InvalidAction', `Could not find operation ${action} for version ${form.get('Version')}`);
  const required = action === 'SendEmail' ? ['Source', 'Message.Subject.Data'] : ['RawMessage.Data'];
  for (const name of required)
    if (!form.has(name))
      throw new SesError('ValidationError', `Value at '${name}' failed to satisfy constraint: Member must not be null`);
  return {
    action,
    source: form.get('Source') ?? '',
    recipients: recipientsOf(form),
    replyTo: members(form, 'ReplyToAddresses'),
    subject: form.get('Message.Subject.Data') ?? '',
    tags: tagsOf(form),
    configurationSet: form.get('ConfigurationSetName') ?? undefined,
    form,
  };
};
