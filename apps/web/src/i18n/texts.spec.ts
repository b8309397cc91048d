import { auditActions, failureCodes, findingCodes, problemCodes, reasonCodes, type CodeList } from '@sluice/contracts';
import i18next from 'i18next';
import { en } from './en/index';
import { ko } from './ko/index';

type Tree = { readonly [key: string]: string | Tree };

function leaves(tree: Tree, path = ''): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[`${path}${key}`, value] as const] : [...leaves(value, `${path}${key} `)],
    ),
  );
}

function placeholders(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1] ?? ''))].sort();
}

const problemParams: CodeList = Object.fromEntries(
  Object.entries(problemCodes).map(([code, [, params]]) => [code, params]),
);
const helps = (texts: typeof en.problems) =>
  Object.fromEntries(Object.entries(texts).map(([code, { title, help }]) => [code, `${title} ${help}`]));

// The exactness that each dictionary owes: findings, reasons and failures say all that they know; the line of a record
// leaves hashes and numbers of executions out, and a form marks its fields instead of naming them.
const silent: Readonly<Record<string, readonly string[]>> = {
  'change.planned': ['contentHash', 'revision'],
  'change.approved': ['contentHash'],
  'change.rejected': ['contentHash'],
  'change.analysed': ['revision'],
  'change.approval-voided': ['revision'],
  'change.execution-started': ['execution'],
  'change.executed': ['execution'],
  'change.execution-failed': ['execution'],
  'change.outcome-unknown': ['execution'],
  'change.outcome-settled': ['execution'],
  'change.half-run': ['execution'],
  'change.continued': ['execution'],
  'change.verified': ['execution'],
  'change.verification-failed': ['execution'],
  'change.rollback-requested': ['onConflict'],
  invalid: ['issues'],
};

describe.each([
  ['findings', findingCodes, en.findings, ko.findings],
  ['reasons', reasonCodes, en.reasons, ko.reasons],
  ['failures', failureCodes, en.failures, ko.failures],
  ['problems', problemParams, helps(en.problems), helps(ko.problems)],
  ['acts', auditActions, en.acts, ko.acts],
] as const)(
  'the texts of %s',
  (_name, codes: CodeList, english: Record<string, string>, korean: Record<string, string>) => {
    test.each(Object.entries(codes))('%s uses just the parameters of its code', (code, params) => {
      const expected = params.filter((param) => !(silent[code] ?? []).includes(param)).sort();
      expect(placeholders(english[code] ?? '')).toEqual(expected);
      expect(placeholders(korean[code] ?? '')).toEqual(expected);
    });
  },
);

describe('Korean beside English', () => {
  const english = leaves(en as Tree);
  const korean = leaves(ko as Tree);

  test('has a text for every English one, the singular forms apart', () => {
    const wanted = [...english.keys()].filter((key) => !key.endsWith('_one')).sort();
    expect([...korean.keys()].sort()).toEqual(wanted);
  });

  test.each([...korean])('%s has the placeholders of its English text', (key, text) => {
    expect(placeholders(text)).toEqual(placeholders(english.get(key) ?? ''));
  });

  test('has no empty text', () => {
    expect([...english, ...korean].filter(([, text]) => text.trim() === '')).toEqual([]);
  });
});

describe('made sentences', () => {
  const speak = async (lng: 'en' | 'ko') => {
    const instance = i18next.createInstance();
    await instance.init({
      lng,
      resources: { en: { translation: en }, ko: { translation: ko } },
      interpolation: { escapeValue: false },
    });
    return instance.t.bind(instance);
  };

  test('count in the plural of the language, with thousands', async () => {
    const english = await speak('en');
    expect(english('request.answer.update', { count: 1, table: 'shop.orders' })).toBe('1 row in shop.orders changes.');
    expect(english('request.answer.update', { count: 1_200, table: 'shop.orders' })).toBe(
      '1,200 rows in shop.orders change.',
    );
    expect((await speak('ko'))('request.answer.update', { count: 1_200, table: 'shop.orders' })).toBe(
      'shop.orders의 1,200행이 바뀝니다.',
    );
  });

  test('nest counted units', async () => {
    const params = { expected: 42, actual: 1 };
    expect((await speak('en'))('failures.count-differs', params)).toBe(
      'It matched 1 row instead of the expected 42, so it was undone before commit.',
    );
    expect((await speak('ko'))('failures.count-differs', params)).toBe(
      '예상은 42행인데 1행을 찾아 커밋하지 않고 취소했습니다.',
    );
  });

  test('find codes that have dots in them', async () => {
    expect((await speak('en'))('acts.change.executed', { rows: 42 })).toBe('Ran: 42 rows changed');
  });

  test('take values as they are, even those that look like a reference', async () => {
    const message = "Duplicate entry '$t(unit.rows)' <b>";
    expect((await speak('en'))('failures.duplicate-key', { message })).toBe(
      `A unique key already has that value: ${message}`,
    );
  });
});
