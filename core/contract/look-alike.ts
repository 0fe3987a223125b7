/** Letters of other scripts, and digits, that are drawn like Latin letters. */
const latinOf: Readonly<Record<string, string>> = {
  а: 'a',
  α: 'a',
  ɑ: 'a',
  е: 'e',
  ε: 'e',
  һ: 'h',
  і: 'i',
  ι: 'i',
  ı: 'i',
  ӏ: 'l',
  ɩ: 'i',
  ո: 'n',
  п: 'n',
  η: 'n',
  о: 'o',
  ο: 'o',
  р: 'p',
  ρ: 'p',
  г: 'r',
  ѕ: 's',
  т: 't',
  τ: 't',
  υ: 'u',
  у: 'y',
  γ: 'y',
  ү: 'y',
  х: 'x',
  ԛ: 'q',
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '|': 'l',
  '!': 'l',
  '@': 'a',
  $: 's',
};

/** Returns a text as it looks to a reader: in Latin letters, without case, accents, spaces and punctuation. */
const skeleton = (text: string): string =>
  [...text.normalize('NFKC').toLowerCase().normalize('NFKD')]
    .map((letter) => latinOf[letter] ?? letter)
    .join('')
    .replace(/[^\p{L}\p{N}]/gu, '')
    // In most typefaces a capital I, a small l and a 1 are one stroke.
    .replaceAll('i', 'l');

/** Returns true if a reader could mistake `name` for the product or a part of it. */
export const looksLike = (name: string, productName: string): boolean => {
  const wanted = skeleton(productName);
  return wanted !== '' && skeleton(name).includes(wanted);
};
