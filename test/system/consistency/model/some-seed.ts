/** A random seed, or MODEL_SEED. Printed, so that a failure can be repeated. */
export const someSeed = (): number => {
  const { MODEL_SEED } = process.env;
  const seed = MODEL_SEED === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(MODEL_SEED);
  console.log(`MODEL_SEED=${seed}`);
  return seed;
};
