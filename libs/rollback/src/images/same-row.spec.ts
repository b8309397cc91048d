import { planned, plannedOther } from '../test-support/planned.js';
import { sameAsLive, sameLive, sameValue } from './same-row.js';

function valueOf(type: string): string {
  const [column] = plannedOther.columns;
  if (!column) throw new Error('no column');
  return sameValue({ column: { ...column, type } }, 'a', 'b');
}

describe('two values', () => {
  it('are compared as what they are and as bytes', () => {
    expect(valueOf('varchar(9)')).toBe('a <=> b AND CAST(a AS BINARY) <=> CAST(b AS BINARY)');
  });

  it.each(["enum('a')", "set('x')", "ENUM('a')"])('of %s also by their number', (type) => {
    expect(valueOf(type)).toBe('a <=> b AND CAST(a AS BINARY) <=> CAST(b AS BINARY) AND a + 0 <=> b + 0');
  });

  it('of JSON also by the size they take', () => {
    expect(valueOf('json')).toBe(
      'a <=> b AND CAST(a AS BINARY) <=> CAST(b AS BINARY) AND JSON_STORAGE_SIZE(a) <=> JSON_STORAGE_SIZE(b)',
    );
  });

  it.each(['varchar(9) /* json */', 'json_like', 'setting', 'my enum'])('of %s by nothing else', (type) => {
    expect(valueOf(type)).not.toMatch(/STORAGE|\+ 0/);
  });
});

describe('two rows', () => {
  it('are the same in every column, generated ones too', () => {
    expect(sameAsLive(planned, 'i', 't')).toMatchInlineSnapshot(`
     "i.c1 <=> t.\`id\` AND CAST(i.c1 AS BINARY) <=> CAST(t.\`id\` AS BINARY)
       AND i.c2 <=> t.\`part\` AND CAST(i.c2 AS BINARY) <=> CAST(t.\`part\` AS BINARY)
       AND i.c3 <=> t.\`u\` AND CAST(i.c3 AS BINARY) <=> CAST(t.\`u\` AS BINARY)
       AND i.c4 <=> t.\`e\` AND CAST(i.c4 AS BINARY) <=> CAST(t.\`e\` AS BINARY) AND i.c4 + 0 <=> t.\`e\` + 0
       AND i.c5 <=> t.\`j\` AND CAST(i.c5 AS BINARY) <=> CAST(t.\`j\` AS BINARY) AND JSON_STORAGE_SIZE(i.c5) <=> JSON_STORAGE_SIZE(t.\`j\`)
       AND i.c6 <=> t.\`v\` AND CAST(i.c6 AS BINARY) <=> CAST(t.\`v\` AS BINARY)"
    `);
    expect(sameLive(plannedOther, 'm', 't')).toMatchInlineSnapshot(`
     "m.\`k\` <=> t.\`k\` AND CAST(m.\`k\` AS BINARY) <=> CAST(t.\`k\` AS BINARY)
       AND m.\`n\` <=> t.\`n\` AND CAST(m.\`n\` AS BINARY) <=> CAST(t.\`n\` AS BINARY)"
    `);
  });
});
