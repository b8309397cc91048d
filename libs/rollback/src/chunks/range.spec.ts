import type { ChunkCut } from '@sluice/contracts';
import { planned, plannedOther } from '../test-support/planned.js';
import { beyond, columnOf, keyRange, notAbove, readBound, sampleBound } from './range.js';

const one: ChunkCut = { columns: ['k'], head: '', where: null };
const two: ChunkCut = { columns: ['id', 'part'], head: '', where: null };
const column = (type: string, charset: string | null = null, collation: string | null = null) => ({
  ...columnOf(plannedOther, 'k'),
  type,
  charset,
  collation,
});

describe('a range of a key', () => {
  it('begins above one bound and ends with another, so that no row is left out or taken twice', () => {
    expect(keyRange(plannedOther, one, '`r`', { above: ['5'], upTo: ['9'] })).toBe('`r`.`k` > 5 AND `r`.`k` <= 9');
    expect(keyRange(plannedOther, one, '`r`', { above: null, upTo: ['9'] })).toBe('`r`.`k` <= 9');
    expect(beyond(plannedOther, one, '`r`', ['5'])).toBe('`r`.`k` > 5');
    expect(notAbove(plannedOther, one, '`r`', ['-5'])).toBe('`r`.`k` <= -5');
  });

  it('of several columns is spelled out, so that the index is used', () => {
    expect(keyRange(planned, two, '`x`', { above: ['5', '2024-01-02'], upTo: ['9', '2024-01-03'] })).toBe(
      "`x`.`id` >= 5 AND (`x`.`id` > 5 OR (`x`.`id` = 5 AND `x`.`part` > '2024-01-02'))" +
        " AND `x`.`id` <= 9 AND (`x`.`id` < 9 OR (`x`.`id` = 9 AND `x`.`part` <= '2024-01-03'))",
    );
  });

  it('needs columns that are there', () => {
    expect(() => beyond(planned, { ...two, columns: [] }, '`x`', [])).toThrow('a cut without columns');
    expect(() => columnOf(planned, 'gone')).toThrow('range column gone is not a column of t');
  });

  it.each([
    ['int unsigned', 'CAST(v AS CHAR)'],
    ['decimal(9,2)', 'CAST(v AS CHAR)'],
    ['year', 'CAST(v AS CHAR)'],
    ['datetime(6)', 'CAST(v AS CHAR)'],
    ['timestamp', 'CAST(v AS CHAR)'],
    ['varchar(9)', 'HEX(v)'],
    ['varbinary(9)', 'HEX(v)'],
  ])('reads a bound of %s as %s', (type, expected) => {
    expect(readBound(column(type), 'v')).toBe(expected);
  });

  it.each([
    [column('decimal(9,2)'), '-1.50', '-1.50'],
    [column('datetime(3)'), '2024-01-02 03:04:05.678', "'2024-01-02 03:04:05.678'"],
    [column('varchar(9)', 'euckr', 'euckr_bin'), 'B0A1', "_euckr x'B0A1' COLLATE `euckr_bin`"],
    [column('varchar(9)', 'utf8mb4', 'utf8mb4_bin'), '', "_utf8mb4 x'' COLLATE `utf8mb4_bin`"],
    [column('varbinary(9)'), '00FF', "_binary x'00FF'"],
    [column('binary(2)', 'binary', 'binary'), '00FF', "_binary x'00FF'"],
    [column('varchar(9)', 'utf8mb4'), '41', "_binary x'41'"],
  ])('writes a bound of $type', (own, text, literal) => {
    const table = { ...plannedOther, columns: [{ ...own, name: 'k' }] };
    expect(notAbove(table, one, '`r`', [text])).toBe(`\`r\`.\`k\` <= ${literal}`);
  });

  it.each([
    ['int', '5 OR 1', 'not a number'],
    ['int', ' 5', 'not a number'],
    ['int', '5.', 'not a number'],
    ['int', '', 'not a number'],
    ['date', "2024' OR '1", 'not a moment'],
    ['date', '', 'not a moment'],
    ['varchar(9)', "41' OR '1", 'not hexadecimal'],
    ['varchar(9)', '4', 'not hexadecimal'],
    ['varchar(9)', 'zz', 'not hexadecimal'],
  ])('lets no other text into a statement: %s %s', (type, text, message) => {
    const table = { ...plannedOther, columns: [{ ...column(type), name: 'k' }] };
    expect(() => notAbove(table, one, '`r`', [text])).toThrow(message);
  });

  it('has a sample of each shape for its proof', () => {
    expect(sampleBound(planned, { ...two, columns: ['id', 'part', 'u'] })).toEqual(['7', '2001-02-03', '41']);
  });
});
