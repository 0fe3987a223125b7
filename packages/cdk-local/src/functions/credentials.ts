import { randomBytes } from 'node:crypto';
import type { FunctionDefinition } from '../template/functions.ts';

export type FunctionCredentials = {
  /** Returns the access key of a function, which is valid in this run only. */
  readonly accessKeyOf: (name: string) => string;
  /** Returns the function that an access key belongs to. */
  readonly callerOf: (accessKeyId: string) => FunctionDefinition | undefined;
};

/** Generates an access key for each function, which identifies its AWS calls. */
export const functionCredentials = (functions: readonly FunctionDefinition[]): FunctionCredentials => {
  // DynamoDB Local accepts letters and digits only.
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
