import type { Page } from 'playwright-core';
import type { Person } from './demo.ts';

/** Signs a member in, and waits for the list of members. */
export const signInAs = async (page: Page, { email, name }: Person): Promise<void> => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Sign in with Google' }).click();
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('table', { name: 'Members' }).waitFor();
};
