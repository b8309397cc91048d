import type { ChunkCut } from '@sluice/contracts';
import { plannedOther, statement } from '../test-support/planned.js';
import { chunkStatement, countMatching, readLastKey, readNextKey } from './chunk-statement.js';

const text = 'UPDATE r AS x SET n = 1 WHERE n = 5 OR n = 6 -- why';
const update = statement(text);
const cut: ChunkCut = { columns: ['k'], head: 'UPDATE r AS x SET n = 1 ', where: 'n = 5 OR n = 6 -- why' };
const all: ChunkCut = { columns: ['k'], head: 'DELETE FROM r\n', where: null };

describe('one chunk of a statement', () => {
  it('is its own text with its condition in brackets and a range beside it', () => {
    const chunk = chunkStatement(plannedOther, update, cut, 3, { above: ['5'], upTo: ['9'] });
    expect(chunk).toMatchObject({ number: 3, verdict: 'exact' });
    expect(chunk.text).toBe(
      'UPDATE r AS x SET n = 1 WHERE (n = 5 OR n = 6 -- why\n) AND (`x`.`k` > 5 AND `x`.`k` <= 9)',
    );
    expect(chunk.capture).toMatchObject({
      refs: 'r AS x',
      of: '`x`',
      tail: 'WHERE (n = 5 OR n = 6 -- why\n) AND (`x`.`k` > 5 AND `x`.`k` <= 9)',
    });
  });

  it('is a range alone where there is no condition', () => {
    const chunk = chunkStatement(plannedOther, statement('DELETE FROM r'), all, 1, { above: null, upTo: ['9'] });
    expect(chunk.text).toBe('DELETE FROM r\nWHERE (`r`.`k` <= 9)');
  });

  it('is of a statement that has a capture', () => {
    const insert = statement('INSERT INTO r VALUES (1, 1)');
    expect(() => chunkStatement(plannedOther, insert, all, 1, { above: null, upTo: ['9'] })).toThrow(
      'statement 1 has no capture',
    );
    expect(() => readLastKey(plannedOther, insert, all)).toThrow('statement 1 has no capture');
  });
});

describe('the bounds of chunks', () => {
  it('are found among the rows that match', () => {
    expect(countMatching(update, cut)).toBe('SELECT COUNT(*)\nFROM r AS x\nWHERE (n = 5 OR n = 6 -- why\n)');
    expect(countMatching(statement('DELETE FROM r'), all)).toBe('SELECT COUNT(*)\nFROM r\n');
    expect(readLastKey(plannedOther, update, cut)).toMatchInlineSnapshot(`
     "SELECT CAST(\`x\`.\`k\` AS CHAR)
     FROM r AS x
     WHERE (n = 5 OR n = 6 -- why
     )
     ORDER BY \`x\`.\`k\` DESC LIMIT 1"
    `);
    expect(readNextKey(plannedOther, update, cut, { above: ['5'], end: ['99'], size: 100 })).toMatchInlineSnapshot(`
     "SELECT CAST(\`x\`.\`k\` AS CHAR)
     FROM r AS x
     WHERE (n = 5 OR n = 6 -- why
     ) AND (\`x\`.\`k\` > 5 AND \`x\`.\`k\` <= 99)
     ORDER BY \`x\`.\`k\` ASC LIMIT 99, 1"
    `);
    expect(readNextKey(plannedOther, update, cut, { above: null, end: ['99'], size: 1 })).toMatch(
      /AND \(`x`\.`k` <= 99\)\nORDER BY `x`\.`k` ASC LIMIT 0, 1$/,
    );
  });
});
