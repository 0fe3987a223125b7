/** A text as a clipboard holds it, and what the address box takes from it. */
export type ClipboardText = {
  readonly from: string;
  readonly text: string;
  /** Separated by blanks, or a list where one holds a blank. */
  readonly emails: string | readonly string[];
  readonly leftOut?: number;
  readonly duplicates?: number;
  /** Typed line by line, it is something else. */
  readonly onlyPasted?: boolean;
};
