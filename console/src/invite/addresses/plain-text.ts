import { foldWidth } from '#console/text/visible-text.ts';
import { resolveLinks } from './links.ts';

// Of HTML that was copied as text, the ones that stand in or next to an address.
const entities: Readonly<Record<string, string>> = {
  amp: '&',
  apos: "'",
  bull: '•',
  comma: ',',
  commat: '@',
  gt: '>',
  hellip: '…',
  ldquo: '“',
  lsquo: '‘',
  lrm: '\u200e',
  lt: '<',
  mdash: '—',
  nbsp: '\u00a0',
  ndash: '–',
  period: '.',
  quot: '"',
  rdquo: '”',
  rlm: '\u200f',
  rsquo: '’',
  semi: ';',
  shy: '\u00ad',
  zwnj: '\u200c',
};

const decodeEntity = (entity: string, hex?: string, decimal?: string, name = ''): string => {
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  if (code <= 0x10ffff) return String.fromCodePoint(code);
  return entities[name.toLowerCase()] ?? entity;
};

const entity = /&(?:#x([\da-f]{1,6})|#(\d{1,7})|([a-z]{2,6}));/gi;
const lineTag = /<\/?(?:br|p|div|tr|li|ul|ol|table|tbody|thead|html|body|head|h[1-6]|blockquote|hr)\b[^<>@]*>/gi;
const inlineTag = /<\/?(?:a|b|i|u|em|strong|small|span|font|td|th|img|style|o:p)\b[^<>@]*>/gi;

// The rest of what separates in other scripts is a bracket, a quotation mark, or becomes ASCII when its width is folded.
const comma = /[、،﹑፣]/g;
const semicolon = /[؛፤]/g;
const cellBorder = /[│┃║¦]/g;
const hyphen = /[\u2010\u2011]/g;
const lineBreak = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
// Excel writes the separator of a CSV file into its first line.
const separatorLine = /^\ufeff?sep=.\n/i;

const numbered = /^\s*(\d+)[.)]/;

/** Removes list numbers from lines, because `1.ann@acme.com` would be a different address. */
const withoutNumbers = (text: string): string => {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const isList = lines.length > 1 && lines.every((line, index) => Number(numbered.exec(line)?.[1]) === index + 1);
  return isList ? lines.map((line) => line.replace(numbered, '')).join('\n') : text;
};

/** A clipboard text with one kind each of line break, comma, semicolon and @, and without markup. */
export const plainText = (text: string): string => {
  const decoded = text.replaceAll(entity, decodeEntity).replaceAll(lineTag, '\n').replaceAll(inlineTag, ' ');
  const folded = foldWidth(decoded)
    .replaceAll(comma, ',')
    .replaceAll(semicolon, ';')
    .replaceAll(cellBorder, '|')
    .replaceAll(hyphen, '-')
    .replaceAll(lineBreak, '\n');
  return resolveLinks(withoutNumbers(folded.replace(separatorLine, '')));
};
