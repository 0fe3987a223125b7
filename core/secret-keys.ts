import * as z from 'zod/mini';

/** Random keys under short ids. `current` makes new tokens; all of them still verify old ones, so that a rotation kills no link. */
export type SecretKeys = { readonly current: string; readonly keys: Readonly<Record<string, string>> };

/** Where keys come from; `keyId` is one that must be among them if it exists. */
export type SecretKeySource = (keyId?: string) => Promise<SecretKeys>;

const shape = z.catchall(z.object({ current: z.string() }), z.string());
const keyId = /^[a-z0-9]{1,16}$/;

/** Reads `{"current":"k1","k1":"<random>"}`. Throws, without quoting it, when it is anything else. */
export const readSecretKeys = (secret: string): SecretKeys => {
  const { current, ...keys } = shape.parse(JSON.parse(secret));
  const usable = Object.entries(keys).every(([id, key]) => keyId.test(id) && key.length >= 32);
  if (!usable || keys[current] === undefined) throw new Error('The link secret has no usable current key');
  return { current, keys };
};
