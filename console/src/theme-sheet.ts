import {
  convertCssVariables,
  DEFAULT_THEME,
  defaultCssVariablesResolver,
  type MantineTheme,
  mergeMantineTheme,
} from '@mantine/core';
import { theme } from './theme.ts';

// Quiet text and red text of the library's defaults are too pale to read on their backgrounds (WCAG 1.4.3).
const readable = (quiet: string, error: string) => ({
  '--mantine-color-dimmed': `var(--mantine-color-gray-${quiet})`,
  '--mantine-color-placeholder': `var(--mantine-color-gray-${quiet})`,
  '--mantine-color-error': `var(--mantine-color-red-${error})`,
});

const variablesOf = (merged: MantineTheme): string => {
  const { variables, light, dark } = defaultCssVariablesResolver(merged);
  // In the dark, the library writes text buttons in white: they would look like text, not like links.
  const link = `var(--mantine-color-${merged.primaryColor}-3)`;
  const textButtons = { [`--mantine-color-${merged.primaryColor}-light-color`]: link, '--mantine-color-anchor': link };
  const schemes = {
    light: { ...light, ...readable('7', '9') },
    // A disabled button has an edge on a card, too.
    dark: { ...dark, ...readable('5', '4'), ...textButtons, '--mantine-color-disabled': 'var(--mantine-color-dark-5)' },
  };
  return convertCssVariables({ variables, ...schemes }, ':root');
};

/** The rules of `hiddenFrom` and `visibleFrom` at each breakpoint. */
const visibilityOf = ({ breakpoints }: MantineTheme): string =>
  Object.entries(breakpoints)
    .map(
      ([name, width]) =>
        `@media (width >= ${width}) { .mantine-hidden-from-${name} { display: none !important; } }
         @media (width < ${width}) { .mantine-visible-from-${name} { display: none !important; } }`,
    )
    .join('\n');

/** The theme as a sheet that a script hands over: the library would write style elements, which the content security policy refuses. */
export const adoptTheme = (): void => {
  const merged = mergeMantineTheme(DEFAULT_THEME, theme);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(variablesOf(merged) + visibilityOf(merged));
  document.adoptedStyleSheets.push(sheet);
};
