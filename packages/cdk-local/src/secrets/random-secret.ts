import { randomInt } from 'node:crypto';
import * as z from 'zod';

/** CloudFormation's `GenerateSecretString`. */
export const generateSecretString = z.object({
  ExcludeCharacters: z.string().default(''),
  ExcludeLowercase: z.boolean().default(false),
  ExcludeNumbers: z.boolean().default(false),
  ExcludePunctuation: z.boolean().default(false),
  ExcludeUppercase: z.boolean().default(false),
  GenerateStringKey: z.string().optional(),
  IncludeSpace: z.boolean().default(false),
  PasswordLength: z.coerce.number().int().min(1).max(4096).default(32),
  RequireEachIncludedType: z.boolean().default(true),
  SecretStringTemplate: z.string().optional(),
});

type Rules = z.output<typeof generateSecretString>;

const characterTypes = (rules: Rules): string[] =>
  [
    rules.ExcludeLowercase ? '' : 'abcdefghijklmnopqrstuvwxyz',
    rules.ExcludeUppercase ? '' : 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    rules.ExcludeNumbers ? '' : '0123456789',
    rules.ExcludePunctuation ? '' : '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
    rules.IncludeSpace ? ' ' : '',
  ]
    .map((type) => [...type].filter((character) => !rules.ExcludeCharacters.includes(character)).join(''))
    .filter((type) => type !== '');

const randomPassword = (rules: Rules): string => {
  const types = characterTypes(rules);
  const all = types.join('');
  const isComplete = (text: string): boolean =>
    types.every((type) => [...type].some((character) => text.includes(character)));
  for (;;) {
    const text = Array.from({ length: rules.PasswordLength }, () => all[randomInt(all.length)]).join('');
    if (!rules.RequireEachIncludedType || types.length > rules.PasswordLength || isComplete(text)) return text;
  }
};

/** Generates the text of a secret: a random password, as a member of `SecretStringTemplate` if there is one. */
export const randomSecret = (rules: Rules): string => {
  const password = randomPassword(rules);
  if (rules.GenerateStringKey === undefined) return password;
  const template = z.record(z.string(), z.unknown()).parse(JSON.parse(rules.SecretStringTemplate ?? '{}'));
  return JSON.stringify({ ...template, [rules.GenerateStringKey]: password });
};
