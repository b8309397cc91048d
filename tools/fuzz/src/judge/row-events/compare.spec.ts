import { compareEvents } from './compare.ts';
import { BinlogReader, type StatementChanges } from './parse.ts';

const told = { tables: ['t', 'kid'], children: new Map([['kid', new Set([1])]]) };

function transactionsOf(lines: readonly string[]): (readonly StatementChanges[])[] {
  const found: (readonly StatementChanges[])[] = [];
  const reader = new BinlogReader((transaction) => found.push(transaction));
  for (const line of lines) reader.line(line);
  return found;
}

const event = (table: string): string[] => [
  `#261120 12:00:00 server id 1  end_log_pos 1 CRC32 0x0 \tTable_map: ${table} mapped to number 1`,
  '#261120 12:00:00 server id 1  end_log_pos 1 CRC32 0x0 \tWrite_rows: table id 1 flags: STMT_END_F',
];
const values = (row: readonly string[]): string[] => row.map((value, i) => `###   @${String(i + 1)}=${value}`);
const insert = (table: string, ...all: (readonly string[])[]): string[] => [
  ...event(table),
  ...all.flatMap((row) => [`### INSERT INTO ${table}`, '### SET', ...values(row)]),
];
const name = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
const remove = (table: string, ...all: (readonly string[])[]): string[] => [
  ...event(table),
  ...all.flatMap((row) => [`### DELETE FROM ${table}`, '### WHERE', ...values(row)]),
];
const update = (table: string, before: readonly string[], after: readonly string[]): string[] => [
  ...event(table),
  `### UPDATE ${table}`,
  '### WHERE',
  ...values(before),
  '### SET',
  ...values(after),
];

function judge(...lines: string[][]): ReturnType<typeof compareEvents> {
  const [transaction = []] = transactionsOf(['BEGIN', '/*!*/;', ...lines.flat(), 'COMMIT/*!*/;']);
  return compareEvents(transaction, 'fz', told);
}

const before = '`sluice`.`before_abc_1`';
const after = '`sluice`.`after_abc_1`';

describe('the second judge', () => {
  it('takes images that hold what changed', () => {
    const judged = judge(
      insert(before, ['1', '5', "'a'"], ['1', '6', "'b'"]),
      update('`fz`.`t`', ['5', "'a'"], ['5', "'x'"]),
      // The row that did not change after all.
      remove(before, ['1', '6', "'b'"]),
      insert(after, ['1', '5', "'x'"]),
    );
    expect(judged).toEqual({ equal: 1, explained: [], difference: null });
  });

  it('tells statements apart, also where only the second changes something', () => {
    const judged = judge(
      insert(before, ['1', '5', "'a'"]),
      remove('`fz`.`t`', ['5', "'a'"]),
      insert('`fz`.`t`', ['5', "'b'"]),
      insert(after, ['2', '5', "'b'"]),
    );
    expect(judged).toEqual({ equal: 2, explained: [], difference: null });
  });

  it.each([
    ['a row too few', [insert(before, ['1', '5', "'a'"]), remove('`fz`.`t`', ['5', "'a'"], ['6', "'b'"])]],
    ['a row too many', [insert(before, ['1', '5', "'a'"], ['1', '6', "'b'"]), remove('`fz`.`t`', ['5', "'a'"])]],
    ['another value', [insert(before, ['1', '5', "'A'"]), remove('`fz`.`t`', ['5', "'a'"])]],
    ['one of two equal rows', [insert(before, ['1', '5', "'a'"]), remove('`fz`.`t`', ['5', "'a'"], ['5', "'a'"])]],
    [
      'another table',
      [insert(before, ['1', '5', "'a'"]), remove('`fz`.`t`', ['5', "'a'"]), insert('`fz`.`log`', ['1'])],
    ],
    ['a change without images', [update('`fz`.`t`', ['5', "'a'"], ['5', "'x'"])]],
  ])('sees %s', (_what, lines) => {
    expect(judge(...lines).difference).not.toBeNull();
  });

  it('counts children that a foreign key changed without events as explained', () => {
    const judged = judge(
      insert(before, ['1', '5', "'a'"]),
      insert('`sluice`.`before_abc_2`', ['1', '1', '5']),
      remove('`fz`.`t`', ['5', "'a'"]),
    );
    expect(judged).toMatchObject({ explained: ['a foreign key changed rows without row events'], difference: null });
  });

  it('takes a row whose foreign key was set to NULL before the statement deleted it, and no other difference', () => {
    const kid = '`sluice`.`before_abc_2`';
    const deleted = (row: readonly string[]): ReturnType<typeof judge> =>
      judge(insert(kid, ['1', '1', '5', "'v'"]), remove('`fz`.`kid`', row));
    expect(deleted(['1', 'NULL', "'v'"])).toMatchObject({ difference: null });
    expect(deleted(['1', 'NULL', "'w'"]).difference).not.toBeNull();
    expect(deleted(['2', 'NULL', "'v'"]).difference).not.toBeNull();
  });

  it('leaves out what stands in for a key', () => {
    const judged = judge(
      insert(before, ['1', '1', "'hash'", '5', "'a'"], ['1', '2', "'hash'", '5', "'a'"]),
      remove('`fz`.`t`', ['5', "'a'"], ['5', "'a'"]),
    );
    expect(judged).toEqual({ equal: 1, explained: [], difference: null });
  });

  it('follows rows that take each other’s place', () => {
    const judged = judge(
      insert(before, ['1', '1', "'a'"], ['1', '2', "'b'"]),
      [...update('`fz`.`t`', ['2', "'b'"], ['3', "'b'"]), ...update('`fz`.`t`', ['1', "'a'"], ['2', "'a'"]).slice(2)],
      insert(after, ['1', '3', "'b'"], ['1', '2', "'a'"]),
    );
    expect(judged).toEqual({ equal: 1, explained: [], difference: null });
  });

  it('reads names of every script, and takes the partition for none of the values', () => {
    const lines = [
      ...insert(`\`fz\`.\`${name('표 `` 1')}\``, ['5']),
      '### Extra row info for partitioning: partition: 1',
    ];
    expect(transactionsOf(['BEGIN', ...lines, 'COMMIT/*!*/;'])).toEqual([
      [[{ schema: 'fz', table: '표 ` 1', before: null, after: ['5'] }]],
    ]);
  });

  it('gives nothing of a transaction that was not committed', () => {
    expect(transactionsOf(['BEGIN', ...insert('`fz`.`t`', ['1']), 'ROLLBACK/*!*/;'])).toEqual([]);
  });
});
