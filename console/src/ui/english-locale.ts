/**
 * The English of this reader: their own variant if they have one. The pages are in English, and dates and numbers in
 * the middle of a sentence have to be so, too, whatever the language of the browser. Some browsers name a locale that
 * `Intl` refuses, such as `en-US@posix`.
 */
export const englishOf = (languages: readonly string[]): string =>
  languages.find((language) => /^en(-[A-Z]{2})?$/i.test(language)) ?? 'en-US';
