/** Thrown for a record that can't be handled now but will be: it should come again. */
export class TryLater extends Error {}
