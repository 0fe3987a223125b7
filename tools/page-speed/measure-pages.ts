import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import * as z from 'zod';
import { startRun } from '#test/support/local-run.ts';
import { adminPages, keepBusy, type MainPage, openFirst, openPages } from '#test/system/e2e/first-load.ts';
import { launchChromium } from '#test/system/e2e/launch-chromium.ts';
import { alice, linkToInvitee, seedDemo } from '#tools/screenshots/demo.ts';
import { signInAs } from '#tools/screenshots/sign-in-as.ts';

// `npm run page-speed`: measures the first load of each main page, with a processor slowed down four times.
const slowness = 4;
const times = 5;

const watch = `
  window.seen = { shift: 0, tasks: [] };
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) window.seen.shift += value;
  }).observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) window.seen.tasks.push([startTime, duration]);
  }).observe({ type: 'longtask', buffered: true });`;

/** Resolves a second after the last long task. */
const quiet = `(async () => {
  const last = () => Math.max(0, ...window.seen.tasks.map(([start, duration]) => start + duration));
  while (performance.now() - last() < 1000) await new Promise((resolve) => setTimeout(resolve, 100));
})()`;

const seen = z.object({ shift: z.number(), tasks: z.array(z.tuple([z.number(), z.number()])) });

const measure = async (page: Page, opened: MainPage) => {
  const bytes = await openFirst(page, opened);
  const there = z.number().parse(await page.evaluate('performance.now()'));
  await page.evaluate(quiet);
  const { shift, tasks } = seen.parse(await page.evaluate('window.seen'));
  // Usable once the content is there and all long tasks that started before have ended.
  const usable = tasks
    .filter(([start]) => start <= there)
    .reduce((end, [start, long]) => Math.max(end, start + long), there);
  return { bytes, usable, shift, longest: Math.max(0, ...tasks.map(([, duration]) => duration)) };
};

/** Opens a page alone, without prefetching and with an empty cache. */
const openSlowly = async (page: Page): Promise<void> => {
  await keepBusy(page);
  await page.addInitScript(watch);
  const session = await page.context().newCDPSession(page);
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowness });
};

const measureAll = async (page: Page, pages: readonly MainPage[]): Promise<void> => {
  for (const opened of pages) {
    const runs: Awaited<ReturnType<typeof measure>>[] = [];
    for (let time = 0; time < times; time += 1) runs.push(await measure(page, opened));
    // Other load on the machine only adds time, so the minimum of several runs is used.
    const of = (figure: keyof (typeof runs)[number]) => Math.min(...runs.map((run) => run[figure]));
    const [kilobytes, usable, longest] = [of('bytes') / 1000, of('usable'), of('longest')].map(Math.round);
    console.log(`| ${opened.name} | ${kilobytes} | ${usable} | ${longest} | ${of('shift').toFixed(3)} |`);
  }
};

const measureEach = async (browser: Browser, data: string): Promise<void> => {
  const { url, end } = await startRun(data);
  const organizationId = await seedDemo(url);
  const newPage = async (): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, baseURL: url });
    return context.newPage();
  };
  console.log('| page | compressed JavaScript, kB | usable after, ms | longest task, ms | layout shift |');
  console.log('|---|---:|---:|---:|---:|');
  const invitee = await newPage();
  await openSlowly(invitee);
  const invitation = { name: 'Invitation', path: await linkToInvitee(url), content: /^Continue with Google to accept/ };
  await measureAll(invitee, [invitation, ...openPages]);
  const admin = await newPage();
  await signInAs(admin, alice);
  await openSlowly(admin);
  await measureAll(admin, adminPages(`/organizations/${organizationId}`));
  await end('SIGINT');
};

const data = await mkdtemp(join(tmpdir(), 'invitations-page-speed-'));
const browser = await launchChromium();
await measureEach(browser, data);
await browser.close();
await rm(data, { recursive: true });
