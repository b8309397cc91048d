import { planned, plannedOther } from '../test-support/planned.js';
import { sameAsLive, sameLive, sameValue } from './same-row.js';

function valueOf(type: string): string {
  const [column] = plannedOther.columns;
  if (!column) throw new Error('no column');
  return sameValue({ column: { ...column, type } }, 'a', 'b');
}

describe('two values', () => {
  it.each(['double', 'float', 'bit(3)', 'varbinary(9)', 'blob', 'point', 'vector(3)'])(
    'of %s are compared as what they are and as bytes',
    (type) => {
      expect(valueOf(type)).toBe('a <=> b AND CAST(a AS BINARY) <=> CAST(b AS BINARY)');
    },
  );

  it.each(['char(3)', 'varchar(9)', 'text', 'mediumtext'])(
    'of %s are compared as bytes, whatever the collation',
    (type) => {
      expect(valueOf(type)).toBe('CAST(a AS BINARY) <=> CAST(b AS BINARY)');
    },
  );

  // By value alone an INT image of 'b' would pass for it: 0 <=> 'b'.
  it.each(['int unsigned', 'decimal(9,2)', 'datetime(6)', 'timestamp', 'time', 'year'])(
    'of %s are compared as bytes, which are their text',
    (type) => {
      expect(valueOf(type)).toBe('CAST(a AS BINARY) <=> CAST(b AS BINARY)');
    },
  );

  it.each(["enum('a')", "set('x')", "ENUM('a')"])('of %s also by their number', (type) => {
    expect(valueOf(type)).toBe('a <=> b AND CAST(a AS BINARY) <=> CAST(b AS BINARY) AND a + 0 <=> b + 0');
  });

  it('of JSON also by the size they take', () => {
    expect(valueOf('json')).toBe(
      'a <=> b AND CAST(a AS BINARY) <=> CAST(b AS BINARY) AND JSON_STORAGE_SIZE(a) <=> JSON_STORAGE_SIZE(b)',
    );
  });

  it.each(['varchar(9) /* json */', 'json_like', 'setting', 'my enum', 'datex', 'intx'])(
    'of %s by nothing else',
    (type) => {
      expect(valueOf(type)).not.toMatch(/STORAGE|\+ 0/);
    },
  );
});

describe('two rows', () => {
  it('are the same in every column, generated ones too', () => {
    expect(sameAsLive(planned, 'i', 't')).toMatchInlineSnapshot(`
     "CAST(i.c1 AS BINARY) <=> CAST(t.\`id\` AS BINARY)
       AND CAST(i.c2 AS BINARY) <=> CAST(t.\`part\` AS BINARY)
       AND CAST(i.c3 AS BINARY) <=> CAST(t.\`u\` AS BINARY)
       AND i.c4 <=> t.\`e\` AND CAST(i.c4 AS BINARY) <=> CAST(t.\`e\` AS BINARY) AND i.c4 + 0 <=> t.\`e\` + 0
       AND i.c5 <=> t.\`j\` AND CAST(i.c5 AS BINARY) <=> CAST(t.\`j\` AS BINARY) AND JSON_STORAGE_SIZE(i.c5) <=> JSON_STORAGE_SIZE(t.\`j\`)
       AND CAST(i.c6 AS BINARY) <=> CAST(t.\`v\` AS BINARY)"
    `);
    expect(sameLive(plannedOther, 'm', 't')).toMatchInlineSnapshot(`
     "CAST(m.\`k\` AS BINARY) <=> CAST(t.\`k\` AS BINARY)
       AND CAST(m.\`n\` AS BINARY) <=> CAST(t.\`n\` AS BINARY)"
    `);
  });
});
