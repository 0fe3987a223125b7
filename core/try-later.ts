type Options = ErrorOptions & { readonly patienceSeconds?: number };

/** Thrown for a record that can't be handled now but will be: it should come again. */
export class TryLater extends Error {
  /** How old a record may become with this in its way. Undefined: as old as any may. */
  readonly patienceSeconds: number | undefined;

  constructor(message: string, { patienceSeconds, ...options }: Options = {}) {
    super(message, options);
    this.patienceSeconds = patienceSeconds;
  }
}
