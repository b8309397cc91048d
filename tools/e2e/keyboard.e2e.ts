// A day without the mouse: moving, opening, approving by keys; and what arrives while one looks.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { PortalClient } from '@sluice/portal';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { names } from './names.ts';
import { enter, type Person } from './person.ts';

const url = process.env['SLUICE_E2E_URL'] ?? '';
const mark = 'by keys';

let browser: Browser;
let approver: Person;
let developer: PortalClient;
let targetDatabaseId: number;
before(async () => {
  browser = await launchBrowser();
  approver = await enter(browser, url, 'minsu', names.en, 'light');
  developer = await PortalClient.signInDemo(url, 'jiwoo');
  targetDatabaseId = (await developer.targetDatabase('shop')).id;
});
after(() => browser.close());

/** Sets a memo that it has already, so that the demo stays as it is. */
async function file(orderId: number): Promise<number> {
  const statements = `UPDATE orders SET memo = memo WHERE id = ${String(orderId)} /* ${mark} */`;
  const { id } = await developer.file({ targetDatabaseId, statements, reason: mark, expectedRows: null, checks: [] });
  await developer.waitFor(id, ['planned']);
  return id;
}

describe('the inbox by keyboard', () => {
  it('shows at once what arrives in an empty list; beside other rows it waits', async () => {
    const { page } = approver;
    await page.goto(`${url}/?text=${encodeURIComponent(mark)}`);
    await page.getByText('No request matches the filter.').waitFor();
    const first = await file(60_001);
    await page.locator(`#request-${String(first)}`).waitFor();
    const second = await file(60_002);
    await page.getByRole('button', { name: 'Show 1 new request' }).waitFor();
    assert.equal(await page.locator('tbody tr').count(), 1);
    await page.getByRole('button', { name: 'Show 1 new request' }).click();
    await page.locator(`#request-${String(second)}`).waitFor();
  });

  it('moves with j and k, opens with Enter, and the focus follows', async () => {
    const { page } = approver;
    const focused = () => page.evaluate('document.activeElement?.id');
    const [upper, lower] = await page.locator('tbody a[id^="request-"]').evaluateAll((links) => links.map((a) => a.id));
    approver.resetClicks();
    await page.keyboard.press('j');
    assert.equal(await focused(), upper);
    await page.keyboard.press('j');
    assert.equal(await focused(), lower);
    await page.keyboard.press('k');
    assert.equal(await focused(), upper);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/requests\/\d+$/);
    await page.locator('#content:focus').waitFor();
  });

  it('approves with a, goes home with g i, filters with /, helps with ?', async () => {
    const { page } = approver;
    await page.getByRole('button', { name: 'Approve and run' }).waitFor();
    await page.keyboard.press('a');
    await page.getByRole('main').locator('header').getByText('Closed', { exact: true }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('i');
    await page.waitForURL(`${url}/`);
    await page.keyboard.press('/');
    await page.keyboard.type('g i');
    assert.equal(await page.getByRole('searchbox').inputValue(), 'g i', 'what is typed is text');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type('new req');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${url}/requests/new`);
    assert.equal(approver.clicks(), 0);
    approver.assertNoErrors();
  });
});
