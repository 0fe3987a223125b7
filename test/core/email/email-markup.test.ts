import { HtmlValidate, type RuleConfig, StaticConfigLoader } from 'html-validate';
import { expect, test } from 'vitest';
import { elements, mediaFeatures, properties } from './client-support.ts';
import { emailFromAnn } from './read-email.ts';

const { html } = emailFromAnn();

// https://html-validate.org/rules/
const rules: RuleConfig = {
  // Email clients remove style sheets, and Outlook on Windows reads these attributes instead of CSS.
  'no-inline-style': 'off',
  'no-deprecated-attr': 'off',
  // Yahoo and Outlook on Windows know neither the article element nor role="none".
  'prefer-native-element': ['error', { exclude: ['article'] }],
  'presentation-role-style': 'off',
  'doctype-style': ['error', { style: 'lowercase' }],
  'prefer-tbody': 'off',
};

const validator = new HtmlValidate(new StaticConfigLoader({ extends: ['html-validate:recommended'], rules }));

const violationsIn = async (markup: string): Promise<string[]> => {
  const { results } = await validator.validateString(markup);
  return results.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId));
};

test('the email is valid HTML', async () => {
  expect(await violationsIn(html)).toEqual([]);
});

// Proves that the test above detects errors.
test.each([
  ['close-order', html.replace('</strong>', '</b>')],
  ['no-implicit-close', html.replace('Hi,', '<div>Hi,</div>')],
  ['no-dup-attr', html.replace('lang="en"', 'lang="en" lang="de"')],
  ['element-required-content', html.replace(/<title>.*<\/title>/, '')],
])('the validator detects %s', async (rule, markup) => {
  expect(await violationsIn(markup)).toContain(rule);
});

const matches = (text: string, pattern: RegExp): string[] =>
  [...new Set([...text.matchAll(pattern)].map(([, found = '']) => found))].sort();

test('the email uses no CSS and no element beyond the list of what email clients support', () => {
  const inline = [...html.matchAll(/\sstyle="([^"]*)"/g)].map(([, style]) => style);
  const css = [/<style>(.*)<\/style>/s.exec(html)?.[1], ...inline].join('\n');
  expect(matches(css, /(?:^|[{;])\s*([a-z-]+)\s*:/gm)).toEqual(Object.keys(properties));
  expect(matches(css, /@([a-z-]+)/g)).toEqual(['media']);
  expect(matches(css, /@media \(([a-z-]+)/g)).toEqual(Object.keys(mediaFeatures));
  expect(matches(html, /<([a-z][a-z0-9]*)/g)).toEqual(Object.keys(elements));
});
