// A change of structure in a browser: the definition before and after, one click, one click back; a table dropped and there again with its rows.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { names } from './names.ts';
import { enter, type Person } from './person.ts';
import { fileChange, requestNumber, status } from './steps.ts';
import { openTarget, type Target } from './target-rows.ts';

const url = process.env['SLUICE_E2E_URL'] ?? '';
const stateFolder = process.env['SLUICE_E2E_STATE'] ?? '';

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

for (const [locale, colorScheme, changes, undone, rollBack] of [
  ['en', 'light', /The structure of orders changes\./, /Rehearsed on an empty clone/, /^Roll back$/],
  ['ko', 'dark', /orders의 구조가 바뀝니다\./, /빈 복제본에서 실행하고/, /^되돌리기$/],
] as const) {
  const words = names[locale];

  describe(`structure, ${locale}, ${colorScheme}`, () => {
    let developer: Person;
    let approver: Person;
    before(async () => {
      developer = await enter(browser, url, 'jiwoo', words, colorScheme);
      approver = await enter(browser, url, 'minsu', words, colorScheme);
    });
    after(async () => {
      await developer.leave();
      await approver.leave();
    });

    async function thereAndBack(request: number): Promise<void> {
      await approver.page.goto(url);
      await approver.page.getByRole('button', { name: words.approveRow(request) }).click();
      await status(developer.page, words.closed).waitFor();
    }

    async function back(request: number): Promise<void> {
      await developer.page.getByRole('button', { name: rollBack }).click();
      await developer.page.waitForURL((address) => address.pathname !== `/requests/${request}`);
      await status(developer.page, words.closed).waitFor();
      await developer.page.goto(`${url}/requests/${request}`);
      await status(developer.page, words.rolledBack).waitFor();
    }

    it('shows a column that is added, before and after, and takes it back', async () => {
      const { page } = developer;
      const definition = await target.definition('orders');
      const sql = 'ALTER TABLE orders ADD COLUMN ordered_from VARCHAR(20) NULL AFTER status';
      await fileChange(page, words, { sql, reason: `a column, ${locale}` });
      const request = await requestNumber(page);
      await page.getByRole('heading', { level: 1, name: changes }).waitFor();
      const added = page.locator('tr[data-kind="added"]');
      assert.match((await added.allInnerTexts()).join('\n'), /`ordered_from` varchar\(20\)/);
      assert.equal(await added.count(), 1);
      await page.getByText(undone).waitFor();
      assert.equal(await target.definition('orders'), definition);
      await thereAndBack(request);
      assert.match(await target.definition('orders'), /`ordered_from` varchar\(20\)/);
      await back(request);
      assert.equal(await target.definition('orders'), definition);
    });

    it('drops a table, and has it again with its rows', async () => {
      const { page } = developer;
      await target.run('CREATE TABLE IF NOT EXISTS old_prices (id INT PRIMARY KEY, price DECIMAL(10,2))');
      await target.run('REPLACE INTO old_prices VALUES (1, 9.90), (2, NULL)');
      await fileChange(page, words, { sql: 'DROP TABLE old_prices', reason: `a table, ${locale}` });
      const request = await requestNumber(page);
      await status(page, words.waiting).waitFor();
      await thereAndBack(request);
      await assert.rejects(target.rows('old_prices', '1 = 1'));
      await back(request);
      assert.equal((await target.rows('old_prices', '1 = 1')).length, 2);
    });

    it('says in the editor what the server refuses, and where', async () => {
      const { page } = developer;
      const sql = 'ALTER TABLE orders DROP COLUMN nowhere';
      await fileChange(page, words, { sql, reason: `a mistake, ${locale}`, send: false });
      await page
        .getByText(/Can't DROP 'nowhere'.*\(1091\)/)
        .first()
        .waitFor();
      await page.locator('.cm-lintRange', { hasText: /^nowhere$/ }).waitFor();
    });
  });
}
