import { sqlMode } from '@sluice/sql';
import { readAnywhere, readText } from './read-text.js';

const mode = sqlMode('', '9.7.4');
const packet = 64 * 1024 * 1024;
const codes = (text: string, sql = mode, limit = packet) => readText(text, sql, limit).findings.map(({ code }) => code);

describe('readText', () => {
  it.each([
    ['', 'empty-text'],
    [' \r\n\t', 'empty-text'],
    ['-- nothing\n/* at all */ # here', 'only-comments'],
    ["UPDATE t SET a = 'open", 'unterminated-string'],
    ['UPDATE t SET a = `open', 'unterminated-identifier'],
    ['UPDATE t SET a = 1 /* open', 'unterminated-comment'],
    ['UPDATE t SET a = 1 \0', 'nul-byte'],
    ['UPDATE t SET a = "\ud800"', 'syntax-error'],
  ])('refuses %j as %s', (text, code) => {
    expect(codes(text)).toEqual([code]);
    expect(readText(text, mode, packet)).toMatchObject({ statements: [], findings: [{ severity: 'block' }] });
  });

  it('says where a string was opened', () => {
    const [finding] = readText("SELECT 1;\nUPDATE t SET a = 'open", mode, packet).findings;
    expect(finding).toMatchObject({ params: { line: 2, column: 18 }, range: { from: 27, to: 28 } });
  });

  it('reads a text as its target does', () => {
    const text = 'UPDATE t SET a = "it\'s"';
    expect(codes(text)).toEqual([]);
    expect(codes(text, sqlMode('ANSI_QUOTES', '9.7.4'))).toEqual([]);
    expect(codes("UPDATE t SET a = '\\'")).toEqual(['unterminated-string']);
    expect(codes("UPDATE t SET a = '\\'", sqlMode('NO_BACKSLASH_ESCAPES', '9.7.4'))).toEqual([]);
  });

  it('splits, with Korean names and DELIMITER', () => {
    const text = "DELIMITER //\nUPDATE `상품` SET a = ';' // DELETE FROM t//\n";
    expect(readText(text, mode, packet).statements.map((statement) => statement.text)).toEqual([
      "UPDATE `상품` SET a = ';'",
      'DELETE FROM t',
    ]);
  });

  it('names the statement that the target cannot take, in bytes of UTF-8', () => {
    const { findings } = readText(`DELETE FROM t; UPDATE t SET a = '${'가'.repeat(400)}'`, mode, 2_000);
    expect(findings).toMatchObject([{ code: 'text-too-long', statement: 2, params: { bytes: 1_219, limit: 976 } }]);
  });
});

describe('readAnywhere', () => {
  it('says only what no target could take', () => {
    expect(readAnywhere("'open")).toEqual([]);
    expect(readAnywhere('a\nbc\0')).toMatchObject([{ code: 'nul-byte', params: { line: 2, column: 3 } }]);
    expect(readAnywhere('  ')).toMatchObject([{ code: 'empty-text' }]);
  });
});
