import { randomBytes } from 'node:crypto';
import type { FunctionDefinition } from '../template/functions.ts';

export type FunctionCredentials = {
  /** The access key of a function: of this run, and nobody else's. */
  readonly accessKeyOf: (name: string) => string;
  readonly callerOf: (accessKeyId: string) => FunctionDefinition | undefined;
};

/** Gives each function the access key by which its calls are known as its own. */
export const functionCredentials = (functions: readonly FunctionDefinition[]): FunctionCredentials => {
  // Letters and digits only, as DynamoDB Local wants them.
  const keys = new Map(functions.map(({ name }) => [name, `ASIA${randomBytes(8).toString('hex').toUpperCase()}`]));
  const callers = new Map(functions.map((definition) => [keys.get(definition.name), definition]));
  return {
    accessKeyOf: (name) => {
      const key = keys.get(name);
      if (key === undefined) throw new Error(`${name} is no function of the template.`);
      return key;
    },
    callerOf: (accessKeyId) => callers.get(accessKeyId),
  };
};
