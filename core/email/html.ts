/** Markup that is safe to send: every text in it was escaped. Only the `html` tag makes it. */
export type Html = { readonly markup: string };

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => escapes[character] ?? '');

/** A template whose texts are escaped, in elements as in quoted attributes; other `html` is put in as it is. */
export const html = (strings: TemplateStringsArray, ...values: readonly (string | Html)[]): Html => {
  const markups = values.map((value) => (typeof value === 'string' ? escaped(value) : value.markup));
  return { markup: String.raw({ raw: strings }, ...markups) };
};
