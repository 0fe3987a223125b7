import type { OperationName } from '#core/contract/operations.ts';
import { type Asked, call } from './call.ts';
import type { SomeOrganization } from './people.ts';

/** Prepares the situation and returns the call to measure. */
type Entry = () => Promise<() => Promise<unknown>>;

/** Entries by situation. */
export type Entries = Readonly<Record<string, Entry>>;

/** Returns a call of the operation by the organization's admin. */
export const byAdmin =
  (name: OperationName, { admin, params }: Pick<SomeOrganization, 'admin' | 'params'>, asked: Asked = {}) =>
  () =>
    call(name, { caller: admin, ...asked, params: { ...params, ...asked.params } });
