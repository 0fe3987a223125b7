import chromium from '@sparticuz/chromium';
import { type Browser, chromium as launcher } from 'playwright-core';

/** Chromium from npm, or the one that CHROMIUM_PATH names. */
export const launchChromium = async (): Promise<Browser> => {
  const named = process.env.CHROMIUM_PATH;
  return launcher.launch({
    executablePath: named ?? (await chromium.executablePath()),
    // In one process, a person who closes their browser would close everyone's.
    args: named === undefined ? chromium.args.filter((flag) => flag !== '--single-process') : [],
    headless: true,
  });
};
