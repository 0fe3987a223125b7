/** What there is to say of one thing, with what to do where it is wrong. Undefined: nobody could see. */
export type Finding = { readonly isRight: boolean | undefined; readonly text: string };

export const right = (text: string): Finding => ({ isRight: true, text });
export const wrong = (text: string): Finding => ({ isRight: false, text });

/** The first fault there is, or that all is right. */
export const rightUnless = (faults: readonly (string | false | undefined)[], text: string): Finding => {
  const fault = faults.find((one) => typeof one === 'string');
  return fault ? wrong(fault) : right(text);
};

/** One thing to look at. Throws where it can't be looked at. */
export type Check = { readonly about: string; readonly look: () => Promise<readonly Finding[]> };
