// What a person does on the pages, by the names that the pages carry.
import type { Locator, Page } from 'playwright-core';
import type { Names } from './names.ts';

export interface Filing {
  readonly sql: string;
  readonly reason: string;
  readonly expected?: number;
  /** False: the form is left as it is filled in. */
  readonly send?: boolean;
}

/** Fills in the form of a new request for the target `shop`, and files it unless told otherwise. */
export async function fileChange(page: Page, names: Names, filing: Filing): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: names.newRequest }).click();
  await page.getByRole('combobox', { name: names.target }).click();
  await page.getByRole('option', { name: /^shop · / }).click();
  await page.locator('.cm-content').click();
  await page.keyboard.insertText(filing.sql);
  await page.getByRole('textbox', { name: names.reason }).fill(filing.reason);
  if (filing.expected !== undefined)
    await page.getByRole('textbox', { name: names.expected }).fill(String(filing.expected));
  if (filing.send === false) return;
  await page.getByText(names.ready).waitFor();
  await page.getByRole('button', { name: names.file, exact: true }).click();
  await page.waitForURL(/\/requests\/\d+$/);
}

export function requestNumber(page: Page): Promise<number> {
  return Promise.resolve(Number(/\/requests\/(\d+)$/.exec(new URL(page.url()).pathname)?.[1]));
}

/** The request's status as its page says it beside the number. */
export function status(page: Page, word: string): Locator {
  return page.getByRole('main').locator('header').getByText(word, { exact: true });
}
