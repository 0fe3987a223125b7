/**
 * The English of this reader: their own variant if they have one. The pages are in English, and dates and numbers in
 * the middle of a sentence have to be so, too, whatever the language of the browser.
 */
export const english: string = navigator.languages.find((language) => /^en\b/i.test(language)) ?? 'en-US';

const number = new Intl.NumberFormat(english);

/** `5,000` */
export const inDigits = (count: number): string => number.format(count);
