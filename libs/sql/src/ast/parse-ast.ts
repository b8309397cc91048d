import parser from 'node-sql-parser/build/mysql.js';
import type { AstResult } from '../types.js';

/** node-sql-parser takes 2.5 s and 99 MB for 1.3 MB of text; past this it isn't asked. In UTF-16 units. */
export const AST_MAX_LENGTH = 65_536;

const { Parser } = parser;

/** node-sql-parser's reading of one statement, for rules, editor and pages. Never throws; never to be printed back into SQL. */
export function parseAst(text: string): AstResult {
  if (text.length > AST_MAX_LENGTH)
    return { ast: undefined, reason: 'too-long', message: `${text.length} > ${AST_MAX_LENGTH}` };
  try {
    const ast: unknown = new Parser().astify(text, { database: 'mysql' });
    return { ast: Array.isArray(ast) && ast.length === 1 ? ast[0] : ast, reason: undefined };
  } catch (error) {
    return { ast: undefined, reason: 'not-parsed', message: error instanceof Error ? error.message : String(error) };
  }
}
