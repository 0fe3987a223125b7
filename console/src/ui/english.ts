import { englishOf } from './english-locale.ts';

/** The locale that dates and numbers are written in. */
export const english: string = englishOf(navigator.languages);

const number = new Intl.NumberFormat(english);

/** `5,000` */
export const inDigits = (count: number): string => number.format(count);
