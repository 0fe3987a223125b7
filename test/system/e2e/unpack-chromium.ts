import chromium from '@sparticuz/chromium';

/** Once, before test files that run at the same time would each unpack it to the same place. */
export const setup = async (): Promise<void> => {
  if (process.env.CHROMIUM_PATH === undefined) await chromium.executablePath();
};
