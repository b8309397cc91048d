// What a person gets of the way back: the script in both forms, until when it lasts, what it takes, and that it has ended.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { zstdDecompressSync } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';
import { PortalClient } from '@sluice/portal';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { names } from './names.ts';
import { enter } from './person.ts';
import { openTarget, type Target } from './target-rows.ts';

const url = process.env['SLUICE_E2E_URL'] ?? '';
const stateFolder = process.env['SLUICE_E2E_STATE'] ?? '';

let browser: Browser;
let target: Target;
let small: number;
let big: number;
before(async () => {
  browser = await launchBrowser();
  target = await openTarget(stateFolder);
  const [jiwoo, minsu] = await Promise.all(['jiwoo', 'minsu'].map((login) => PortalClient.signInDemo(url, login)));
  if (jiwoo === undefined || minsu === undefined) throw new Error('someone is missing');
  const shop = await jiwoo.targetDatabase('shop');
  const run = async (statements: string): Promise<number> => {
    const filed = await jiwoo.file({
      ...{ targetDatabaseId: shop.id, statements, reason: 'the way back', expectedRows: null, checks: [] },
    });
    const { id } = await minsu.approve(await jiwoo.waitFor(filed.id, ['planned']));
    await jiwoo.waitFor(id, ['closed']);
    return id;
  };
  small = await run('UPDATE products SET price = price + 1 WHERE id BETWEEN 10 AND 12');
  big = await run('UPDATE customers SET points = points + 1 WHERE id <= 6000');
});
after(async () => {
  await browser.close();
  await target.end();
});

async function download(page: Page, name: string): Promise<{ readonly file: string; readonly bytes: Buffer }> {
  const [got] = await Promise.all([page.waitForEvent('download'), page.getByText(name, { exact: true }).click()]);
  return { file: got.suggestedFilename(), bytes: readFileSync(await got.path()) };
}

async function assertAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag22aa']).analyze();
  assert.deepEqual(
    violations.map(({ id }) => id),
    [],
  );
}

const looks = [
  { locale: 'en', colorScheme: 'dark' },
  { locale: 'ko', colorScheme: 'light' },
] as const;

for (const { locale, colorScheme } of looks) {
  const words = names[locale];

  describe(`the way back, ${locale}, ${colorScheme}`, () => {
    it('gives the script of few rows as SQL, and of many compressed or as it is', async () => {
      const { page, assertNoErrors, leave } = await enter(browser, url, 'jiwoo', words, colorScheme);
      await page.goto(`${url}/requests/${small}`);
      const short = await download(page, words.download);
      assert.equal(short.file, `sluice-rollback-${small}.sql`);
      assert.match(short.bytes.toString(), /^-- Sluice #\d+\n[^]*START TRANSACTION;[^]*EXECUTE sluice_end;/);
      assert.equal(await page.getByText(words.downloadPlain, { exact: true }).count(), 0);

      await page.goto(`${url}/requests/${big}`);
      const packed = await download(page, words.download);
      const plain = await download(page, words.downloadPlain);
      assert.deepEqual([packed.file, plain.file], [`sluice-rollback-${big}.sql.zst`, `sluice-rollback-${big}.sql`]);
      assert.ok(packed.bytes.length < plain.bytes.length / 4, 'it is much smaller');
      assert.ok(zstdDecompressSync(packed.bytes).equals(plain.bytes), 'it is the same text');
      assertNoErrors();
      await leave();
    });

    it('says in the list and on the page how long it lasts', async () => {
      await target.run(
        `UPDATE sluice_portal.change_request SET images_until = UTC_TIMESTAMP(6) + INTERVAL 5 HOUR WHERE id = ${small}`,
      );
      const { page, leave } = await enter(browser, url, 'jiwoo', words, colorScheme);
      await page.goto(`${url}/?scope=mine`);
      const row = (id: number) => page.getByRole('row').filter({ has: page.locator(`#request-${id}`) });
      await row(small).getByText(words.hoursLeft).waitFor();
      await row(big).getByText(words.daysLeft).waitFor();
      await page.goto(`${url}/requests/${small}`);
      await page.getByText(words.endsSoon).waitFor();
      await assertAccessible(page);
      await leave();
    });
  });
}

it(
  'ends: the worker drops the rows, and the pages say so; the space is shown to DBAs',
  { timeout: 180_000 },
  async () => {
    await target.run(
      `UPDATE sluice_portal.change_request SET images_until = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND WHERE id = ${small}`,
    );
    await target.run('UPDATE sluice_portal.cluster SET images_seen_at = NULL');
    const { page, assertNoErrors, leave } = await enter(browser, url, 'jiwoo', names.en, 'light');
    await page.goto(`${url}/requests/${small}`);
    // The page learns it by itself.
    await page.getByText(names.en.gone).waitFor({ timeout: 100_000 });
    assert.equal(await page.getByText(names.en.download, { exact: true }).count(), 0);
    await assertAccessible(page);
    await page.goto(`${url}/?scope=mine`);
    await page
      .getByRole('row')
      .filter({ has: page.locator(`#request-${small}`) })
      .getByText(names.en.ended)
      .waitFor();
    assertNoErrors();
    await leave();

    for (const { locale, colorScheme } of looks) {
      const dba = await enter(browser, url, 'harin', names[locale], colorScheme);
      await dba.page.goto(`${url}/clusters/1`);
      await dba.page.getByText(names[locale].imagesOnCluster).waitFor();
      await dba.page.goto(`${url}/requests/${big}`);
      await dba.page.getByText(names[locale].onTheTarget).waitFor();
      dba.assertNoErrors();
      await dba.leave();
    }
  },
);
