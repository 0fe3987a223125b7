/** A fault, or a promise that holds under every fault. Tests name it by `tag`. */
export type Topic = { readonly tag: string; readonly label: string; readonly description: string };

const fault = (label: string, description: string): Topic => ({
  tag: `fault/${label.replaceAll(' ', '-').toLowerCase()}`,
  label,
  description,
});

const promise = (label: string, description: string): Topic => ({
  tag: `promise/${label}`,
  label,
  description,
});

export const faults: readonly Topic[] = [
  fault('F1', 'A DynamoDB response is lost after the commit'),
  fault('F2', 'DynamoDB throttles requests'),
  fault('F3', 'Transactions conflict, a few times or permanently'),
  fault('F4', 'A concurrent write wins: a condition of the write fails'),
  fault('F5', 'A function crashes between its write and its response'),
  fault('F6', 'The whole system, the table included, is killed under load and restarted'),
  fault('F7', 'The email sender crashes at any of its calls'),
  fault('F8', 'SES accepts an email and its response is lost'),
  fault('F9', 'SES throttles for minutes, is down for an hour, or throttles one address'),
  fault('F10', 'The daily sending quota is spent, or sending is paused'),
  fault('F11', 'Bounces, suppressions and complaints arrive twice, late or early'),
  fault('F12', 'The audit-log writer crashes in the middle of a batch'),
  fault('F13', 'Records are delivered twice, or again after a day'),
  fault('F14', 'Records of different items are reordered; consumers run at different speeds'),
  fault('F15', 'A poison record; the dead-letter queue is unavailable'),
  fault('F16', 'A consumer returns a malformed batch response'),
  fault('F17', 'No consumer runs for a day, and the stream has trimmed its records'),
  fault('F18', 'TTL is off, late, early, or removes an item twice'),
  fault('F19', 'TTL removes a claim after its invitation was accepted or revoked'),
  fault('F20', 'Clocks of functions differ by minutes, or jump back an hour'),
  fault('F21', 'Accept, revoke and expiry in the same millisecond'),
  fault('F22', 'One person accepts on two devices; two people share one link'),
  fault('F23', 'Sixty concurrent requests for the last slots of a plan'),
  fault('F24', 'An admin loses the role while their request runs'),
  fault('F25', 'A team, a domain or the plan changes between invite and accept'),
  fault('F26', 'The signing keys of the user pool are rotated or unreachable'),
  fault('F27', 'The link secret is unavailable, throttled, slow, rotated or malformed'),
  fault('F28', 'The log is not writable; items and requests have their largest size'),
  fault('F29', 'Mail scanners open every link'),
  fault('F30', 'Random operations and faults, for any length of time'),
  fault('Stale indexes', 'Global secondary indexes lag behind the table'),
  fault('Address moves', 'A sign-in with another address fails in the middle of the move'),
  fault('Sign-out fails', 'The user pool rejects every sign-out'),
];

export const promises: readonly Topic[] = [
  promise('isolation', 'Organizations cannot reach each other'),
  promise('sign-in', 'A person is who Google says'),
  promise('links', 'The link exists in its email only'),
  promise('input', 'Every input is validated, and responses reveal no more than they must'),
  promise('races', 'Rules hold under every race'),
  promise('stream', 'Every change is processed, once and whole'),
  promise('email', 'Every email ends as sent or failed, and its content is ours'),
  promise('expiry', 'Expiry follows the clock'),
  promise('audit', 'The audit log is complete and immutable'),
];
