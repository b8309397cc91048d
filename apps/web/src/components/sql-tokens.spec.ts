import { sqlParts } from './sql-tokens';

test('sets keywords, strings and comments apart', () => {
  expect(sqlParts("UPDATE `set` SET a = 'SELECT' -- WHERE").filter(({ kind }) => kind !== 'plain')).toEqual([
    { kind: 'word', text: 'UPDATE' },
    { kind: 'word', text: 'SET' },
    { kind: 'text', text: "'SELECT'" },
    { kind: 'note', text: '-- WHERE' },
  ]);
});

test.each(["it's", "'\\'' /* open", 'a -- b\n# c\n"d""e"', '한글 `테이블` 😀', ''])('loses nothing of %j', (sql) => {
  expect(
    sqlParts(sql)
      .map(({ text }) => text)
      .join(''),
  ).toBe(sql);
});
