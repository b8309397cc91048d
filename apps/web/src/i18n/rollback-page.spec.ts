// docs/rollback.md tells reasons in the words of the pages.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { wholeReasons } from './en/codes/whole-reasons';
import { en } from './en/index';

const page = readFileSync(join(__dirname, '../../../../docs/rollback.md'), 'utf8');
const legend = page.slice(page.indexOf("## In the pages' words"), page.indexOf('## What cannot be taken back'));
const [ofPlans = '', ofRuns = ''] = legend.split('Why a big change runs whole:');

function wordsIn(part: string): ReadonlyMap<string, string> {
  const rows = [...part.matchAll(/^\| `([a-z-]+)`\s+\| (.*?)\s+\|$/gm)];
  return new Map(rows.map(([, code = '', text = '']) => [code, text]));
}

/** The codes of the rows with one of these verdicts, each once. */
function toldAs(verdicts: string): string[] {
  const rows = page.matchAll(new RegExp(`^\\|.*\\| \`(?:${verdicts})\`\\s+\\| (\`[a-z-]+\`(?:, \`[a-z-]+\`)*)`, 'gm'));
  return [...new Set([...rows].flatMap(([, codes = '']) => codes.split(', ').map((code) => code.slice(1, -1))))];
}

/** `{table}` for what is filled in. */
function plain(text: string): string {
  return text
    .replaceAll(/\$t\(unit\.(\w+), \{"count": \{\{(\w+)\}\} \}\)/g, '{$2} $1')
    .replaceAll(/\{\{(\w+)(?:, \w+)?\}\}/g, '{$1}');
}

describe('the page of what can be taken back', () => {
  test('tells more than a handful of reasons', () => {
    expect(toldAs('none|partial|not run').length).toBeGreaterThan(20);
    expect(toldAs('whole').length).toBeGreaterThan(10);
  });

  test.each([...toldAs('none|partial|not run'), 'several-shards'])('tells %s in the words of the pages', (code) => {
    expect(wordsIn(ofPlans).get(code)).toBe(plain(en.reasons[code as keyof typeof en.reasons]));
  });

  test.each(toldAs('whole'))('tells why a change runs whole in the words of the pages: %s', (code) => {
    expect(wordsIn(ofRuns).get(code)).toBe(plain(wholeReasons[code as keyof typeof wholeReasons]));
  });
});
