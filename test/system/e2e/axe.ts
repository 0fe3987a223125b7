import axe from 'axe-core';
import type { Page } from 'playwright-core';
import * as z from 'zod';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const optionsFor = (values: readonly string[]) => ({
  runOnly: { type: 'tag', values },
  // The accessible name starts with the visible text, which voice control uses. Off by default.
  rules: { 'label-content-name-mismatch': { enabled: true } },
});

const results = z.object({
  violations: z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) })),
});

// What was just put into the page gets its name, and begins to fade in, a frame later; what is still fading in is paler than it will be.
// A skeleton's shimmer never ends.
const atRest = `(async () => {
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  await Promise.allSettled(document.getAnimations()
    .filter(({ effect }) => effect.getTiming().iterations !== Infinity).map(({ finished }) => finished));
})()`;

const brokenRules = async (page: Page, values = tags): Promise<string[]> => {
  await page.evaluate(atRest);
  await page.evaluate(axe.source);
  const found = await page.evaluate(`axe.run(${JSON.stringify(optionsFor(values))})`);
  const { violations } = results.parse(found);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 300)}`));
};

/** Lists axe's violations on the page (WCAG 2.2 AA and best practices), in dark and in light mode. Ends in light mode. */
export const axeViolations = async (page: Page): Promise<string[]> => {
  const found: string[] = [];
  for (const colorScheme of ['dark', 'light']) {
    await page.emulateMedia({ colorScheme: colorScheme === 'dark' ? 'dark' : 'light' });
    await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
    found.push(...(await brokenRules(page)).map((rule) => `${colorScheme} ${rule}`));
  }
  return found;
};

/** Returns the violations of WCAG 2.2 AA in an email. A page of the email client has its landmarks. */
export const axeViolationsInEmail = (page: Page): Promise<string[]> =>
  brokenRules(
    page,
    tags.filter((tag) => tag !== 'best-practice'),
  );
