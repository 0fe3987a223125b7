import { expect, test } from 'vitest';
import { looksLike } from '#core/contract/look-alike.ts';

const fullWidth = (text: string): string =>
  [...text].map((letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)).join('');

test.for([
  'PartnerAlly',
  'partnerally',
  'The Partner Ally Team',
  'Partner-Ally Support',
  fullWidth('PartnerAlly'),
  'P\u0430rtn\u0435r\u0430lly',
  'PartnerAIIy',
  'P4rtner4lly',
  'Pártnerálly',
  'Partner\u200bAlly',
])('looksLike takes %s for the product', (name) => {
  expect(looksLike(name, 'PartnerAlly')).toBe(true);
});

test.for(['Alice Ng', 'Partner Alliance', 'Ally', 'José', '山田'])('looksLike takes %s for no product', (name) => {
  expect(looksLike(name, 'PartnerAlly')).toBe(false);
});
