// docs/rollback.md tells reasons in the words of the pages.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { en } from './en/index';

const page = readFileSync(join(__dirname, '../../../../docs/rollback.md'), 'utf8');
const legend = page.slice(page.indexOf("## In the pages' words"), page.indexOf('## What cannot be taken back'));
const words = new Map([...legend.matchAll(/^\| `([a-z-]+)`\s+\| (.*?)\s+\|$/gm)].map(([, code, text]) => [code, text]));
const told = new Set(
  [...page.matchAll(/^\|.*\| `(?:none|partial|not run)`\s+\| `([a-z-]+)`/gm)].map(([, code = '']) => code),
);

/** `{table}` for what is filled in. */
function plain(text: string): string {
  return text
    .replaceAll(/\$t\(unit\.(\w+), \{"count": \{\{(\w+)\}\} \}\)/g, '{$2} $1')
    .replaceAll(/\{\{(\w+)(?:, \w+)?\}\}/g, '{$1}');
}

describe('the page of what can be taken back', () => {
  test('tells more than a handful of reasons', () => {
    expect(told.size).toBeGreaterThan(20);
  });

  test.each([...told, 'several-shards'])('tells %s in the words of the pages', (code) => {
    expect(words.get(code)).toBe(plain(en.reasons[code as keyof typeof en.reasons]));
  });
});
