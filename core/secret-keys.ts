import * as z from 'zod/mini';

/** Random keys by short ids. `current` signs new tokens; all of them verify, so a rotation breaks no link. */
export type SecretKeys = { readonly current: string; readonly keys: Readonly<Record<string, string>> };

/** Source of the keys. `keyId` forces a refresh if it is unknown. */
export type SecretKeySource = (keyId?: string) => Promise<SecretKeys>;

const shape = z.catchall(z.object({ current: z.string() }), z.string());
const keyId = /^[a-z0-9]{1,16}$/;

/** Parses `{"current":"k1","k1":"<random>"}`. Throws for anything else, without quoting it. */
export const readSecretKeys = (secret: string): SecretKeys => {
  const { current, ...keys } = shape.parse(JSON.parse(secret));
  const usable = Object.entries(keys).every(([id, key]) => keyId.test(id) && key.length >= 32);
  if (!usable || keys[current] === undefined) throw new Error('The link secret has no usable current key');
  return { current, keys };
};
