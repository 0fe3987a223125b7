/** Another one each time, unless MODEL_SEED names one to see again. It is part of what a failing test says. */
export const someSeed = (): number =>
  process.env.MODEL_SEED === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(process.env.MODEL_SEED);
