/** Another one each time, unless MODEL_SEED names one to see again. Printed, which shows where a test fails. */
export const someSeed = (): number => {
  const { MODEL_SEED } = process.env;
  const seed = MODEL_SEED === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(MODEL_SEED);
  console.log(`MODEL_SEED=${seed}`);
  return seed;
};
