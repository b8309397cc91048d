// `node tools/e2e/pictures.ts`: takes docs/images/*.png of the real pages, from a portal of its own with a little life in it.
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPortal } from '@sluice/portal';
import type { Page, ViewportSize } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { liveIn } from './lived-in.ts';
import { names } from './names.ts';
import { enter } from './person.ts';
import { openTarget } from './target-rows.ts';

const stateFolder = resolve('.sluice/pictures');
const folder = resolve('docs/images');
const mostBytes = 200 * 1024;
const looks = [
  { locale: 'en', colorScheme: 'light' },
  { locale: 'ko', colorScheme: 'dark' },
] as const;

async function take(page: Page, address: string, name: string, size: ViewportSize): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.setViewportSize(size);
  await page.goto(address);
  await page.locator('h1').waitFor();
  const busy = '[aria-busy="true"], .mantine-Skeleton-root, [data-loading="true"]';
  await page.locator(busy).first().waitFor({ state: 'detached' });
  await page.evaluate('document.fonts.ready.then(() => true)');
  await page.mouse.move(0, 0);
  // What had just finished still fades.
  await sleep(400);
  const file = join(folder, `${name}.png`);
  await page.screenshot({ path: file });
  const bytes = statSync(file).size;
  if (bytes > mostBytes) throw new Error(`${file} has ${String(bytes)} bytes: cut it down`);
  console.log(`${name}.png ${(bytes / 1024).toFixed(0)} KiB`);
}

rmSync(stateFolder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const portal = await startPortal({ stateFolder });
const browser = await launchBrowser();
try {
  const target = await openTarget(portal.stateFolder);
  const lived = await liveIn(portal.url, target);
  await target.end();
  for (const { locale, colorScheme } of looks) {
    const words = names[locale];
    const approver = await enter(browser, portal.url, 'minsu', words, colorScheme);
    const developer = await enter(browser, portal.url, 'jiwoo', words, colorScheme);
    const at = (path: string) => `${portal.url}${path}`;
    await take(approver.page, at('/'), `inbox-${locale}`, { width: 1440, height: 390 });
    await take(approver.page, at(`/requests/${lived.waiting}`), `request-${locale}`, { width: 1280, height: 900 });
    await take(developer.page, at(`/requests/${lived.closed}`), `closed-${locale}`, { width: 1280, height: 800 });
    await take(developer.page, at(`/requests/${lived.conflicted}`), `conflicts-${locale}`, {
      width: 1280,
      height: 1010,
    });
    await approver.leave();
    await developer.leave();
  }
} finally {
  await browser.close();
  await portal.stop();
  rmSync(stateFolder, { recursive: true, force: true });
}
