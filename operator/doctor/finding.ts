/** The result of a check, with what to do if it is wrong. `isRight` is undefined if it could not be checked. */
export type Finding = {
  readonly isRight: boolean | undefined;
  readonly text: string;
  /** Something that works, and could be safer. */
  readonly isWarning?: true;
};

export const right = (text: string): Finding => ({ isRight: true, text });
export const warning = (text: string): Finding => ({ isRight: true, isWarning: true, text });
export const wrong = (text: string): Finding => ({ isRight: false, text });

/** Returns the first fault as a wrong finding, or a right one with `text`. */
export const rightUnless = (faults: readonly (string | false | undefined)[], text: string): Finding => {
  const fault = faults.find((one) => typeof one === 'string');
  return fault ? wrong(fault) : right(text);
};

/** A check. `look` throws if it can't be carried out. */
export type Check = { readonly about: string; readonly look: () => Promise<readonly Finding[]> };
