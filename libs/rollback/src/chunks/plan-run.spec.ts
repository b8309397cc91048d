import { facts, other } from '../test-support/planned.js';
import { column, foreignKey, key, planOver, read, table, trigger } from '../test-support/reading.js';
import type { TableFacts } from '../facts.js';
import { lockedSeconds } from './locked-seconds.js';
import { planRun, runQuestions, smallRows, type RunInput } from './plan-run.js';

const big = { rows: smallRows + 1, atLeast: false };

function input(
  text: string,
  tables: readonly TableFacts[] = [facts, other],
  matched: RunInput['matched'] = big,
): RunInput {
  return {
    plan: planOver(text, tables),
    statements: read(text),
    tables,
    schema: 'shop',
    lowerCaseTableNames: 0,
    matched,
  };
}

/** As a server would answer: its digest has no literals, and a space around everything. */
function answers(questions: ReturnType<typeof runQuestions>) {
  return questions.map(({ text }) => ({ text, digestText: digestOf(text) }));
}

function digestOf(text: string): string {
  return text
    .replace(/--.*$/gm, '')
    .replace(/x'[0-9A-F]*'|'[^']*'|\b\d+\b/g, '?')
    .replace(/[()=<>]+|AND|OR/g, ' $& ')
    .replace(/`?\b(t|r|x)\b`?(?!\w)/g, '`$1`')
    .replace(/\s+/g, ' ')
    .trim();
}

describe('how a big change runs', () => {
  it('is in chunks of its key, where the target confirms their text', () => {
    const order = input('UPDATE r SET n = 1 WHERE n > 5');
    const questions = runQuestions(order);
    expect(questions).toMatchInlineSnapshot(`
     [
       {
         "name": "statement",
         "text": "UPDATE r SET n = 1 WHERE n > 5",
       },
       {
         "name": "where",
         "text": "SELECT 1 FROM r
     WHERE n > 5",
       },
       {
         "name": "refs",
         "text": "SELECT 1 FROM r
     WHERE 1",
       },
       {
         "name": "range-0",
         "text": "SELECT 1 FROM t WHERE (\`r\`.\`k\` <= 7)",
       },
       {
         "name": "chunk-0",
         "text": "UPDATE r SET n = 1 WHERE (n > 5
     ) AND (\`r\`.\`k\` <= 7)",
       },
       {
         "name": "range-1",
         "text": "SELECT 1 FROM t WHERE (\`r\`.\`k\` > 7 AND \`r\`.\`k\` <= 7)",
       },
       {
         "name": "chunk-1",
         "text": "UPDATE r SET n = 1 WHERE (n > 5
     ) AND (\`r\`.\`k\` > 7 AND \`r\`.\`k\` <= 7)",
       },
     ]
    `);
    expect(planRun(order, answers(questions)).run).toEqual({
      ...big,
      whole: null,
      cut: { columns: ['k'], head: 'UPDATE r SET n = 1 ', where: 'n > 5' },
    });
  });

  it('is in chunks without a condition too', () => {
    const order = input('DELETE FROM r');
    expect(planRun(order, answers(runQuestions(order))).run).toMatchObject({
      cut: { columns: ['k'], head: 'DELETE FROM r\n', where: null },
    });
  });

  it('is whole where an answer is missing, refused or another one', () => {
    const order = input('UPDATE r SET n = 1 WHERE n > 5');
    const right = answers(runQuestions(order));
    const whole = { whole: { why: { code: 'range-not-proved', params: {} }, seconds: 1 }, cut: null };
    expect(planRun(order, []).run).toEqual({ ...big, ...whole });
    right.forEach((answer, i) => {
      const refused = right.map((one, at) => (at === i ? { text: one.text, error: 'no' } : one));
      expect(planRun(order, refused).run).toEqual({ ...big, ...whole });
      const wrong = right.map((one, at) => (at === i ? { ...one, digestText: `${answer.digestText} OR ?` } : one));
      expect(planRun(order, wrong).run).toEqual({ ...big, ...whole });
    });
  });

  it('is whole where it is small, where nobody can cut it, and where nothing runs', () => {
    const text = 'UPDATE r SET n = 1 WHERE n > 5';
    const small = input(text, undefined, { rows: smallRows, atLeast: false });
    expect(runQuestions(small)).toEqual([]);
    expect(planRun(small, []).run).toEqual({ rows: smallRows, atLeast: false, cut: null, whole: null });
    const unknown = input(text, undefined, null);
    expect(runQuestions(unknown)).not.toEqual([]);
    expect(planRun(unknown, []).run).toEqual({ rows: null, atLeast: true, cut: null, whole: null });
    const capped = input(text, undefined, { rows: 50, atLeast: true });
    expect(planRun(capped, []).run).toEqual({ rows: 50, atLeast: true, cut: null, whole: null });
    expect(planRun(capped, answers(runQuestions(capped))).run).toMatchObject({ cut: { columns: ['k'] } });
    const notRunnable = input('TRUNCATE r');
    expect([runQuestions(notRunnable), planRun(notRunnable, []).run]).toEqual([[], { ...big, cut: null, whole: null }]);
    const undo = {
      ...input(text),
      plan: { ...input(text).plan, undoes: { requestId: 1, onConflict: 'stop' as const } },
    };
    expect([runQuestions(undo), planRun(undo, []).run]).toEqual([[], { ...big, cut: null, whole: null }]);
  });

  const self = foreignKey({ table: 'r', columns: ['n'], parent: { schema: 'shop', table: 'r' }, parentColumns: ['k'] });
  const children = (rules: { onDelete?: string; onUpdate?: string }) => [
    { ...other, children: [foreignKey({ parent: { schema: 'shop', table: 'r' }, parentColumns: ['k'], ...rules })] },
    table({ table: 'c', columns: [column('id', 'int', { nullable: false }), column('t', 'bigint')] }),
  ];

  it.each<[string, object, string, TableFacts[]?]>([
    ['several-statements', { count: 2 }, 'UPDATE r SET n = 1; DELETE FROM r'],
    ['no-images', {}, 'UPDATE r SET n = RAND()'],
    ['form-not-cut', { form: 'INSERT' }, 'INSERT INTO r SELECT id, 1 FROM t'],
    ['several-tables', {}, 'UPDATE r JOIN t ON t.id = r.k SET r.n = 1'],
    ['several-tables', {}, 'UPDATE r SET n = 1 WHERE k IN (SELECT id FROM t)'],
    ['limit-or-order', {}, 'DELETE FROM r ORDER BY k'],
    ['limit-or-order', {}, 'DELETE FROM r ORDER BY k LIMIT 99999'],
    ['reads-other-rows', {}, 'UPDATE r SET n = (SELECT 1)'],
    ['reads-other-rows', {}, 'WITH c AS (SELECT 1) UPDATE r SET n = 1'],
    ['index-hint', {}, 'UPDATE r FORCE INDEX (x) SET n = 1'],
    ['index-hint', {}, 'UPDATE r use key (x) SET n = 1'],
    ['index-hint', {}, 'UPDATE /*+ NO_ICP(r) */ r SET n = 1'],
    ['key-changes', { column: 'k' }, 'UPDATE r SET k = k + 1'],
    ['unique-changes', { key: 'u' }, 'UPDATE t SET u = 1'],
    [
      'unique-changes',
      { key: 'x' },
      'UPDATE r SET n = 1',
      [
        {
          ...other,
          keys: [
            ...other.keys,
            { name: 'x', unique: true, parts: [{ column: null, prefix: null, expression: '(n)' }] },
          ],
        },
      ],
    ],
    ['refers-to-itself', { table: 'shop.r' }, 'UPDATE r SET n = 1', [{ ...other, foreignKeys: [self] }]],
    ['triggers-fire', { table: 'shop.r' }, 'UPDATE r SET n = 1', [{ ...other, triggers: [trigger('DELETE')] }]],
    ['cascades-fire', { child: 'shop.c' }, 'DELETE FROM r', children({ onDelete: 'CASCADE' })],
    ['cascades-fire', { child: 'shop.c' }, 'UPDATE r SET n = 1', children({ onUpdate: 'set null' })],
    ['no-usable-key', { table: 'shop.r' }, 'UPDATE r SET n = 1', [{ ...other, keys: [] }]],
    [
      'key-not-ranged',
      { column: 'k', type: "enum('a')" },
      'UPDATE r SET n = 1',
      [{ ...other, columns: [column('k', "enum('a')", { nullable: false }), column('n', 'int')] }],
    ],
  ])('is whole for the reason %s %j: %s', (...[code, params, text, tables]) => {
    const order = input(text, tables ?? undefined);
    const { run } = planRun(order, answers(runQuestions(order)));
    expect([run?.cut, run?.whole?.why]).toEqual([null, { code, params }]);
  });

  it.each<[string, TableFacts[]?]>([
    ['DELETE FROM r', children({ onUpdate: 'CASCADE' })],
    ['UPDATE r SET n = 1', children({ onDelete: 'CASCADE' })],
    ['UPDATE t SET e = 1 WHERE u = LOWER(u)'],
    ['DELETE FROM t'],
    ['UPDATE r AS `force` SET n = 1'],
  ])('is in chunks where none of these holds: %s', (...[text, tables]) => {
    const order = input(text, tables ?? [{ ...facts, columns: facts.columns.slice(0, 4) }, other]);
    expect(runQuestions(order)).not.toEqual([]);
  });

  it('says that a big table without a key is locked whole, also for few rows', () => {
    const few = { rows: 1, atLeast: false };
    const keyless = (estimatedRows: number): TableFacts[] => [{ ...other, keys: [], estimatedRows }];
    expect(planRun(input('DELETE FROM r', keyless(5_000_000), few), []).run).toEqual({
      rows: 1,
      atLeast: false,
      cut: null,
      whole: { why: { code: 'no-usable-key', params: { table: 'shop.r' } }, seconds: 300 },
    });
    expect(planRun(input('DELETE FROM r', keyless(10_000), few), []).run?.whole).toBeNull();
    expect(planRun(input('DELETE t FROM r t', keyless(5_000_000), few), []).run?.whole).toBeNull();
  });

  it('is cut by the leading columns that can be compared, rows that share them staying together', () => {
    const columns = [
      column('a', 'int', { nullable: false }),
      column('e', "set('x')", { nullable: false }),
      column('n', 'int'),
    ];
    const mixed = table({ table: 'r', columns, keys: [key('PRIMARY', ['a', 'e'])] });
    const order = input('UPDATE r SET n = 1', [mixed]);
    expect(planRun(order, answers(runQuestions(order))).run?.cut?.columns).toEqual(['a']);
  });

  it('locks its rows for a while where it is whole, longer where they are wide', () => {
    const plan = planOver('UPDATE r SET n = RAND()', [other]);
    expect([0, 1, 100_000, 1_000_000].map((rows) => lockedSeconds(plan, rows))).toEqual([1, 1, 6, 60]);
    const wide = table({ table: 'r', columns: Array.from({ length: 50 }, (_, i) => column(`c${String(i)}`, 'int')) });
    expect(lockedSeconds(planOver('UPDATE r SET c1 = 1', [wide]), 1_000_000)).toBe(180);
    const guess = input('UPDATE r SET n = 1 LIMIT 5', [{ ...other, estimatedRows: 2_000_000 }], {
      rows: 20_000,
      atLeast: true,
    });
    expect(planRun(guess, []).run?.whole?.seconds).toBe(120);
    const counted = input('UPDATE r SET n = 1 LIMIT 5', [{ ...other, estimatedRows: 2_000_000 }]);
    expect(planRun(counted, []).run?.whole?.seconds).toBe(1);
  });
});
