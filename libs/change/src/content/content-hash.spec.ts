import fc from 'fast-check';
import { canonical } from './canonical.js';
import { contentHash, encodeContent, type ApprovedContent } from './content-hash.js';

const content: ApprovedContent = {
  kind: 'dml',
  target: { databaseId: 7, shards: [{ id: 11, clusterId: 3, schema: '가게' }] },
  statements: "UPDATE item SET name = '새 이름 🎁' WHERE id = 1\r\n",
  expectedRows: 1,
  checks: [{ sql: 'SELECT COUNT(*) FROM item', expected: [['3', null]] }],
  findings: [{ code: 'full-scan', params: { table: 'item', rows: 3 }, severity: 'note', statement: 1 }],
  plan: {
    version: 1,
    verdict: 'exact',
    reasons: [],
    runnable: true,
    undoes: null,
    statements: [
      {
        number: 1,
        range: { from: 0, to: 43 },
        text: "UPDATE item SET name = '새 이름 🎁' WHERE id = 1",
        operation: 'update',
        table: { schema: '가게', table: 'item' },
        verdict: 'exact',
        reasons: [],
        runnable: true,
        capture: { with: '', hints: '', refs: 'item', tail: 'WHERE id = 1' },
        assignedColumns: ['name'],
      },
    ],
    tables: [],
    session: {
      sqlMode: '',
      timeZone: '+00:00',
      charset: 'utf8mb4',
      collation: 'utf8mb4_0900_ai_ci',
      serverVersion: '9.7.4',
    },
  },
  conflicts: null,
};

describe('encodeContent', () => {
  // A golden: open approvals are bound to this very text. It changes only together with the name in its first line.
  it('is this text in version 1', () => {
    expect(encodeContent(content)).toBe(
      'sluice-content-1\n' +
        '{"checks":[{"expected":[["3",null]],"sql":"SELECT COUNT(*) FROM item"}],"conflicts":null,"expectedRows":1,' +
        '"findings":[{"code":"full-scan","params":{"rows":3,"table":"item"},"severity":"note","statement":1}],"kind":"dml",' +
        '"plan":{"reasons":[],"runnable":true,"session":{"charset":"utf8mb4","collation":"utf8mb4_0900_ai_ci",' +
        '"serverVersion":"9.7.4","sqlMode":"","timeZone":"+00:00"},"statements":[{"assignedColumns":["name"],' +
        '"capture":{"hints":"","refs":"item","tail":"WHERE id = 1","with":""},"number":1,"operation":"update",' +
        '"range":{"from":0,"to":43},"reasons":[],"runnable":true,"table":{"schema":"가게","table":"item"},' +
        '"text":"UPDATE item SET name = \'새 이름 🎁\' WHERE id = 1","verdict":"exact"}],"tables":[],"undoes":null,' +
        '"verdict":"exact","version":1},"statements":"UPDATE item SET name = \'새 이름 🎁\' WHERE id = 1\\r\\n",' +
        '"target":{"databaseId":7,"shards":[{"clusterId":3,"id":11,"schema":"가게"}]}}',
    );
  });

  it('does not depend on the order of members, as a JSON column changes it', () => {
    const reversed = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(reversed)
        : value !== null && typeof value === 'object'
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([key, member]) => [key, reversed(member)]),
            )
          : value;
    expect(encodeContent(reversed(content) as ApprovedContent)).toBe(encodeContent(content));
  });

  it.each<[string, Partial<ApprovedContent>]>([
    ['a space', { statements: content.statements + ' ' }],
    ['the target', { target: { ...content.target, databaseId: 8 } }],
    ['the schema of a shard', { target: { ...content.target, shards: [{ id: 11, clusterId: 3, schema: 'shop' }] } }],
    ['the expected rows', { expectedRows: null }],
    ['a check', { checks: [] }],
    ['a finding', { findings: [] }],
    ['the plan', { plan: { ...content.plan, verdict: 'none' } }],
    ['the conflicts', { conflicts: 'ab' }],
  ])('changes with %s', (_, change) => {
    expect(encodeContent({ ...content, ...change })).not.toBe(encodeContent(content));
  });

  it('hands the text to the hash', () => {
    expect(contentHash(content, (text) => `hash of ${text.slice(0, 16)}`)).toBe('hash of sluice-content-1');
  });
});

describe('canonical', () => {
  it('reads back as the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        fc.pre(!/\d[.e]\d|\de[+-]/.test(JSON.stringify(value)));
        let text: string;
        try {
          text = canonical(value);
        } catch (error) {
          expect(error).toBeInstanceOf(TypeError);
          return;
        }
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
  it.each([0.5, Number.NaN, 2 ** 53, '\ud800', 1n, undefined])('refuses %p', (value) => {
    expect(() => canonical(value)).toThrow(TypeError);
  });
});
