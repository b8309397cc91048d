import type { PlannedColumn } from '@sluice/contracts';
import { keyGuard, textLiteral, valueGuard, valueLiteral } from './value.js';

const column = (type: string, charset: string | null = null): PlannedColumn => ({
  name: 'c',
  type,
  charset,
  collation: null,
  nullable: true,
  generated: 'no',
  invisible: false,
});

describe('a value as a literal', () => {
  it.each([
    ['int', null, '-5', '-5'],
    ['decimal(10,2) unsigned', null, '1.10', '1.10'],
    ['float', null, '1.100000023841858', '1.100000023841858e0'],
    ['double', null, '-0', '-0e0'],
    ['double', null, '1e308', '1e308'],
    ['bit(3)', null, '5', '5'],
    ["enum('1','b')", 'utf8mb4', '0', '0'],
    ['year', null, '0000', "'0000'"],
    ['timestamp(6)', null, '0000-00-00 00:00:00.000000', "'0000-00-00 00:00:00.000000'"],
    ['varchar(9)', 'utf8mb4', 'ED959C', "'한'"],
    ['varchar(9)', 'utf8mb4', '', "''"],
    ['varchar(9)', 'utf8mb4', 'FF', "_utf8mb4 x'FF'"],
    ['text', 'latin1', 'E9', "_latin1 x'E9'"],
    ['varbinary(9)', null, '00FF', "x'00FF'"],
    ['point', null, '00', "x'00'"],
    ['json', null, '{"a": "\\n"}', `'{"a": "\\\\n"}'`],
  ])('%s (%s) %s', (type, charset, text, literal) => {
    expect(valueLiteral(column(type, charset), text)).toBe(literal);
    expect(valueLiteral(column(type, charset), null)).toBe('NULL');
  });

  it('stays on one line, whatever the text', () => {
    expect(textLiteral("a'b\\c\nd\0e\r\x1a")).toBe("'a''b\\\\c\\nd\\0e\\r\\Z'");
  });

  it('has no backslash behind a byte that another character set would take for the first half of a character', () => {
    expect(textLiteral('한글')).toBe("'한글'");
    expect(textLiteral('한a\\')).toBe("'한a\\\\'");
    expect(textLiteral('한\\')).toBe("_utf8mb4 x'ED959C5C'");
    expect(textLiteral("é\n'~")).toBe("_utf8mb4 x'C3A90A277E'");
  });

  it('finds a row by its key, where a literal compares as exactly as the column', () => {
    expect(keyGuard(column('bigint unsigned'), '`c`', '18446744073709551615')).toBe('`c` = 18446744073709551615');
    expect(keyGuard(column("set('a')", 'utf8mb4'), '`c`', '1')).toBe('CAST(`c` AS UNSIGNED) <=> 1');
    expect(keyGuard(column('year'), '`c`', '0000')).toBe("CAST(`c` AS CHAR) <=> '0000'");
  });

  it('is guarded by its bytes, and NULL by IS NULL', () => {
    expect(valueGuard(column('varchar(9)', 'utf8mb4'), 't.`c`', '41')).toBe("HEX(t.`c`) <=> '41'");
    expect(valueGuard(column('int'), 't.`c`', null)).toBe('t.`c` IS NULL');
  });
});
