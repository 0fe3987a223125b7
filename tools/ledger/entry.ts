import type { OperationName } from '#core/contract/operations.ts';
import { type Asked, call } from './call.ts';
import type { SomeOrganization } from './people.ts';

/** Brings about the situation, and gives what is then measured. */
type Entry = () => Promise<() => Promise<unknown>>;

/** Entries by the situation that they are for. */
export type Entries = Readonly<Record<string, Entry>>;

/** The operation, asked for by the organization's admin. */
export const byAdmin =
  (name: OperationName, { admin, params }: Pick<SomeOrganization, 'admin' | 'params'>, asked: Asked = {}) =>
  () =>
    call(name, { caller: admin, ...asked, params: { ...params, ...asked.params } });
