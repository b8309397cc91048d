// A person in front of the portal: a browser of one's own, signed in, whose clicks and keys are counted.
import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import type { Names } from './names.ts';

export interface Person {
  readonly page: Page;
  /** Clicks since the last call of `resetClicks`, on any page of this person. */
  clicks(): number;
  resetClicks(): void;
  /** Fails when the pages threw an error or the browser refused something. */
  assertNoErrors(): void;
  leave(): Promise<void>;
}

const expectedNoise = /status of (401|404|409|422)/;

export async function enter(
  browser: Browser,
  url: string,
  login: string,
  names: Names,
  colorScheme: 'light' | 'dark',
): Promise<Person> {
  const context = await browser.newContext({
    locale: names.browserLocale,
    colorScheme,
    viewport: { width: 1440, height: 900 },
  });
  let clicks = 0;
  const errors: string[] = [];
  await context.exposeBinding('sluiceCountClick', () => {
    clicks += 1;
  });
  await context.addInitScript(
    `addEventListener('click', (event) => { if (event.isTrusted) window.sluiceCountClick(); }, true);`,
  );
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !expectedNoise.test(message.text())) errors.push(message.text());
  });
  await page.goto(url);
  await page.locator('section[aria-labelledby="demo-logins"] li', { hasText: login }).getByRole('button').click();
  await page.getByRole('button', { name: names.signIn, exact: true }).click();
  await page.getByRole('navigation').first().waitFor();
  return {
    page,
    clicks: () => clicks,
    resetClicks: () => {
      clicks = 0;
    },
    assertNoErrors: () => {
      assert.deepEqual(errors, []);
    },
    leave: () => context.close(),
  };
}
