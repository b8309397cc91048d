// WCAG 2.2 A and AA by axe, on every page with something on it, in both colour schemes, on a desk and on a phone.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { liveIn, type LivedIn } from './lived-in.ts';
import { names } from './names.ts';
import { enter } from './person.ts';
import { openTarget } from './target-rows.ts';

const url = process.env['SLUICE_E2E_URL'] ?? '';
const stateFolder = process.env['SLUICE_E2E_STATE'] ?? '';
const standard = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const looks = [
  { locale: 'en', colorScheme: 'light', width: 1440 },
  { locale: 'ko', colorScheme: 'dark', width: 390 },
] as const;

/** Addresses by who looks at them. */
function pagesOf(lived: LivedIn): Readonly<Record<string, readonly string[]>> {
  return {
    jiwoo: [
      '/?scope=mine',
      '/requests/new',
      `/requests/${lived.failed}/edit`,
      ...[lived.closed, lived.conflicted, lived.rollback, lived.failed].map((id) => `/requests/${id}`),
      '/people',
      '/account',
    ],
    minsu: ['/', '/?text=nothing-has-this', `/requests/${lived.waiting}`, `/requests/${lived.revised}/revisions/2`],
    harin: [
      `/requests/${lived.grave}`,
      '/targets',
      '/targets?view=clusters',
      '/targets?view=environments',
      '/clusters/1',
    ],
    sora: ['/', '/requests/new', '/audit'],
    admin: ['/people', '/nowhere'],
  };
}

let browser: Browser;
let pages: Readonly<Record<string, readonly string[]>>;
before(async () => {
  browser = await launchBrowser();
  const target = await openTarget(stateFolder);
  pages = pagesOf(await liveIn(url, target));
  await target.end();
});
after(() => browser.close());

/** What is half faded in has half the contrast. A transition begins in the frame after the one that asks for it. */
async function atRest(page: Page): Promise<void> {
  await page.evaluate(`new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))).then(() => Promise.allSettled(
    document.getAnimations().filter(({ effect }) => effect.getTiming().iterations !== Infinity).map(({ finished }) => finished)))`);
}

async function assertAccessible(page: Page, where: string): Promise<void> {
  await atRest(page);
  const { violations } = await new AxeBuilder({ page })
    .withTags(standard)
    // The two ends of Mantine's focus trap can be focused and are hidden: they only hand the focus on.
    .exclude('[data-focus-guard]')
    .analyze();
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join('; ')}`);
  assert.deepEqual(told, [], where);
}

/** Asked for and drawn: no skeletons are left. */
async function openPage(page: Page, path: string): Promise<void> {
  await page.goto(`${url}${path}`);
  await page.locator('h1').first().waitFor();
  await page.locator('[aria-busy="true"], .mantine-Skeleton-root').first().waitFor({ state: 'detached' });
}

for (const { locale, colorScheme, width } of looks) {
  describe(`accessibility, ${locale}, ${colorScheme}, ${width} px`, () => {
    it('signing in', async () => {
      const context = await browser.newContext({ locale: names[locale].browserLocale, colorScheme });
      const page = await context.newPage();
      await openPage(page, '/sign-in');
      await assertAccessible(page, '/sign-in');
      await context.close();
    });

    for (const login of ['jiwoo', 'minsu', 'harin', 'sora', 'admin']) {
      it(`what ${login} sees`, async () => {
        const person = await enter(browser, url, login, names[locale], colorScheme);
        await person.page.setViewportSize({ width, height: 900 });
        for (const path of pages[login] ?? []) {
          await openPage(person.page, path);
          await assertAccessible(person.page, path);
          const beyond = await person.page.evaluate('document.documentElement.scrollWidth - innerWidth');
          assert.ok(Number(beyond) <= 0, `${path} is wider than the window`);
        }
        person.assertNoErrors();
        await person.leave();
      });
    }

    it('what opens over a page', async () => {
      const { page, leave } = await enter(browser, url, 'minsu', names[locale], colorScheme);
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
      await assertAccessible(page, 'the list of keys');
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').waitFor();
      await assertAccessible(page, 'the command palette');
      await leave();
    });
  });
}
