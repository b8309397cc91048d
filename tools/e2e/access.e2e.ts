// A change of access in a browser: filed as text, shown as who gets what, given by one click, used by a real login, taken back.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import mysql from 'mysql2/promise';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { names } from './names.ts';
import { enter } from './person.ts';
import { fileChange, status } from './steps.ts';
import { openTarget, type Target } from './target-rows.ts';

const url = process.env['SLUICE_E2E_URL'] ?? '';
const stateFolder = process.env['SLUICE_E2E_STATE'] ?? '';

interface Look {
  readonly locale: 'en' | 'ko';
  readonly colorScheme: 'light' | 'dark';
  readonly user: string;
  readonly gets: string;
  readonly says: RegExp;
  readonly approve: string;
  readonly rollBack: string;
}

const looks: readonly Look[] = [
  {
    locale: 'en',
    colorScheme: 'light',
    user: 'dana_en',
    gets: 'SELECT on shop.orders',
    says: /^The access of dana_en@% changes\. Exact rollback\. Waiting for you\.$/,
    approve: 'Approve and run',
    rollBack: 'Roll back',
  },
  {
    locale: 'ko',
    colorScheme: 'dark',
    user: 'dana_ko',
    gets: 'shop.orders에 대한 SELECT',
    says: /^dana_ko@%의 접근 권한이 바뀝니다\./,
    approve: '승인하고 실행',
    rollBack: '되돌리기',
  },
];

const password = 'a password of the browser test';
let browser: Browser;
let target: Target;

before(async () => {
  browser = await launchBrowser();
  target = await openTarget(stateFolder);
  for (const { user } of looks) await target.run(`CREATE USER ${user} IDENTIFIED BY '${password}'`);
});
after(async () => {
  for (const { user } of looks) await target.run(`DROP USER ${user}`);
  await browser.close();
  await target.end();
});

/** By a login of the person's own. */
async function reads(user: string): Promise<boolean> {
  const environment = JSON.parse(readFileSync(join(stateFolder, 'portal-environment.json'), 'utf8')) as Record<
    string,
    string
  >;
  const { hostname, port } = new URL(environment['SLUICE_DEMO_MYSQL_ADMIN_URL'] ?? '');
  const connection = await mysql.createConnection({ host: hostname, port: Number(port), user, password });
  try {
    await connection.query('SELECT id FROM shop.orders LIMIT 1');
    return true;
  } catch {
    return false;
  } finally {
    await connection.end();
  }
}

for (const { locale, colorScheme, user, gets, says, approve, rollBack } of looks) {
  const words = names[locale];
  describe(`access, ${locale}, ${colorScheme}`, () => {
    it('is given by one click and taken back by another', async () => {
      const developer = await enter(browser, url, 'jiwoo', words, colorScheme);
      await fileChange(developer.page, words, {
        sql: `GRANT SELECT ON orders TO ${user};`,
        reason: 'refunds of this week',
      });
      const address = developer.page.url();
      assert.equal(await reads(user), false);

      const approver = await enter(browser, url, 'harin', words, colorScheme);
      await approver.page.goto(address);
      await approver.page.getByRole('heading', { level: 1, name: says }).waitFor();
      await approver.page.getByText(gets).first().waitFor();
      const { violations } = await new AxeBuilder({ page: approver.page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag22aa'])
        .analyze();
      assert.deepEqual(
        violations.map(({ id }) => id),
        [],
      );
      approver.resetClicks();
      await approver.page.getByRole('button', { name: approve }).click();
      await status(approver.page, words.closed).waitFor();
      assert.equal(approver.clicks(), 1);
      assert.equal(await reads(user), true);

      await developer.page.getByRole('button', { name: rollBack, exact: true }).click();
      await developer.page.goto(address);
      await status(developer.page, words.rolledBack).waitFor();
      assert.equal(await reads(user), false);
      for (const person of [developer, approver]) {
        person.assertNoErrors();
        await person.leave();
      }
    });
  });
}
