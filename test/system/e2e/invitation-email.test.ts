// cspell:ignore Donaudampfschifffahrtsgesellschaft Wolfeschlegelsteinhausenbergerdorff מרים
import { expect, test } from 'vitest';
import { emailFromAnn, link } from '#test/core/email/read-email.ts';
import { axeViolationsInEmail } from './axe.ts';
import { openChromium, openPage } from './browser.ts';

const browser = await openChromium();

const { html } = emailFromAnn({
  organizationName: 'Donaudampfschifffahrtsgesellschaft'.repeat(3),
  inviter: { name: 'מרים Wolfeschlegelsteinhausenbergerdorff', email: `${'a'.repeat(60)}@globex.test` },
  link: link.repeat(3),
});

/**
 * Inverts the lightness of a color and retains its hue, like email clients that choose dark colors themselves: the CSS
 * filters invert(1) and hue-rotate(180deg), one after the other.
 * https://www.w3.org/TR/filter-effects-1/#feColorMatrixElement
 */
const inverted = (color: string): string => {
  const parts = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  const [red = 0, green = 0, blue = 0] = parts;
  const shift = 255 - 2 * (0.213 * red + 0.715 * green + 0.072 * blue);
  return `rgb(${parts.map((part) => Math.round(Math.min(255, Math.max(0, part + shift)))).join(',')})`;
};

const withoutStyleSheet = html.replace(/<style>.*<\/style>/s, '');

const emails = [
  ['in light mode', 'light', html],
  ['in dark mode', 'dark', html],
  ['without its style sheet', 'light', withoutStyleSheet],
  ['with inverted colors', 'light', withoutStyleSheet.replace(/#[0-9a-f]{6}\b/g, inverted)],
] as const;

test.each(emails)('the email is accessible on a phone %s', async (_, colorScheme, markup) => {
  const page = await openPage(browser, { width: 320, height: 640, colorScheme });
  await page.setContent(markup);
  expect(await axeViolationsInEmail(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
});
