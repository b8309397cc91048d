import { AST_MAX_LENGTH, parseAst } from './parse-ast.js';

test('a statement it reads', () => {
  expect(parseAst('UPDATE t SET a = 1 WHERE b = 2')).toMatchObject({ ast: { type: 'update' }, reason: undefined });
});

test.each(['REVOKE SELECT ON a.* FROM b', 'UPDATE t SET', '', '가나다'])('never throws: %j', (text) => {
  expect(() => parseAst(text)).not.toThrow();
});

test('says why there is none', () => {
  expect(parseAst('REVOKE SELECT ON a.* FROM b')).toMatchObject({ ast: undefined, reason: 'not-parsed' });
  const long = `SELECT '${'x'.repeat(AST_MAX_LENGTH)}'`;
  expect(parseAst(long)).toMatchObject({ ast: undefined, reason: 'too-long' });
});
