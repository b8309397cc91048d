// The whole story in a browser, in both languages: file -> preview -> approve as another user -> closed -> rolled back.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { names } from './names.ts';
import { enter, type Person } from './person.ts';
import { openTarget, type Target } from './target-rows.ts';
import { fileChange, requestNumber, status } from './steps.ts';

const url = process.env['SLUICE_E2E_URL'] ?? '';
const stateFolder = process.env['SLUICE_E2E_STATE'] ?? '';

const stuckOrders = `status = 'paid' AND paid_at >= '2026-06-22 03:00:00' AND paid_at < '2026-06-22 04:00:00'`;
const refund = `UPDATE orders SET status = 'refunded' WHERE ${stuckOrders}`;
const sameRows = `paid_at >= '2026-06-22 03:00:00' AND paid_at < '2026-06-22 04:00:00'`;

let browser: Browser;
let target: Target;
before(async () => {
  browser = await launchBrowser();
  target = await openTarget(stateFolder);
});
after(async () => {
  await browser.close();
  await target.end();
});

for (const [locale, colorScheme] of [
  ['en', 'light'],
  ['ko', 'dark'],
] as const) {
  const words = names[locale];

  describe(`the main story, ${locale}, ${colorScheme}`, () => {
    let developer: Person;
    let approver: Person;
    let request: number;
    let original: readonly string[];

    before(async () => {
      developer = await enter(browser, url, 'jiwoo', words, colorScheme);
      approver = await enter(browser, url, 'minsu', words, colorScheme);
      original = await target.rows('orders', sameRows);
    });
    after(async () => {
      await developer.leave();
      await approver.leave();
    });

    it('a developer files a change and sees what it will do', async () => {
      const { page } = developer;
      await fileChange(page, words, { sql: refund, reason: `refund, ${locale}`, expected: 42 });
      request = await requestNumber(page);
      await page.getByRole('heading', { level: 1, name: words.rowsChange }).waitFor();
      await status(page, words.waiting).waitFor();
      assert.ok(await page.getByText('refunded').first().isVisible(), 'the preview shows the new value');
    });

    it('one click of another person runs, verifies and closes it', async () => {
      const { page } = approver;
      await page.goto(url);
      approver.resetClicks();
      await page.getByRole('button', { name: words.approveRow(request) }).click();
      await status(developer.page, words.closed).waitFor();
      assert.equal(approver.clicks(), 1);
      const now = await target.rows('orders', sameRows);
      assert.equal(now.filter((row, i) => row !== original[i]).length, 42);
    });

    it('one click of the requester takes it back, byte for byte', async () => {
      const { page } = developer;
      developer.resetClicks();
      await page.getByRole('button', { name: words.rollBack }).click();
      await page.waitForURL((address) => address.pathname !== `/requests/${request}`);
      await status(page, words.closed).waitFor();
      assert.equal(developer.clicks(), 1);
      assert.deepEqual(await target.rows('orders', sameRows), original);
      await page.goto(`${url}/requests/${request}`);
      await status(page, words.rolledBack).waitFor();
    });

    it('shows a row that someone changed since, and leaves it when told so', async () => {
      const { page } = developer;
      await fileChange(page, words, { sql: refund, reason: `refund again, ${locale}`, expected: 42 });
      const second = await requestNumber(page);
      await status(page, words.waiting).waitFor();
      await approver.page.goto(url);
      await approver.page.getByRole('button', { name: words.approveRow(second) }).click();
      await status(page, words.closed).waitFor();
      await target.run(
        `UPDATE orders SET memo = '그 사이에' WHERE ${sameRows} AND status = 'refunded' ORDER BY id LIMIT 1`,
      );
      await page.reload();
      await page.getByText(words.conflicts).waitFor();
      await page.getByRole('radio', { name: words.skip }).check();
      await page.getByRole('button', { name: words.rollBackAndSkip }).click();
      await page.waitForURL((address) => address.pathname !== `/requests/${second}`);
      await status(page, words.closed).waitFor();
      const left = await target.rows('orders', `memo = '그 사이에' AND status = 'refunded'`);
      assert.equal(left.length, 1, 'the changed row stays as the other person left it');
      assert.equal((await target.rows('orders', stuckOrders)).length, 41);
      // Mends the demo for the next language.
      await target.run(`UPDATE orders SET status = 'paid', memo = NULL WHERE memo = '그 사이에'`);
    });

    it('says at its place what is wrong with a text, and nothing is lost', async () => {
      const { page } = developer;
      const wrong = `UPDATE orders SET memo = 'not ended WHERE id = 50001`;
      await fileChange(page, words, { sql: wrong, reason: 'a quote is missing', send: false });
      await page.getByText(words.blocked).waitFor();
      assert.equal(await page.locator('.cm-lint-marker-error').count(), 1);
      await page.reload();
      assert.match(await page.locator('.cm-content').innerText(), /not ended/, 'the draft survives a reload');
      await page.getByRole('button', { name: words.discard }).click();
    });

    it('tells that a wrong expectation undid the run, and nothing changed', async () => {
      const { page } = developer;
      await fileChange(page, words, {
        sql: `UPDATE orders SET memo = 'x' WHERE id = 50001`,
        reason: 'two',
        expected: 2,
      });
      const third = await requestNumber(page);
      await status(page, words.waiting).waitFor();
      const row = await target.rows('orders', 'id = 50001');
      await approver.page.goto(url);
      await approver.page.getByRole('button', { name: words.approveRow(third) }).click();
      await page.getByRole('heading', { level: 1, name: words.failed }).waitFor();
      assert.deepEqual(await target.rows('orders', 'id = 50001'), row);
    });

    it('throws no error on the way', () => {
      developer.assertNoErrors();
      approver.assertNoErrors();
    });
  });
}
