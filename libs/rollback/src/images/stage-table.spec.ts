import { createCopyTable, createStageTable } from './stage-table.js';

const create = [
  'CREATE TABLE `t` (',
  '  `id` int NOT NULL AUTO_INCREMENT,',
  "  `a` varchar(20) NOT NULL DEFAULT 'x' COMMENT ' AUTO_INCREMENT',",
  '  `g` int GENERATED ALWAYS AS ((`id` + 1)) STORED,',
  '  `hid` int NOT NULL /*!80023 INVISIBLE */ AUTO_INCREMENT,',
  '  PRIMARY KEY (`id`),',
  '  UNIQUE KEY `u` (`a`),',
  '  CONSTRAINT `c` CHECK ((`id` > 0))',
  ") ENGINE=InnoDB AUTO_INCREMENT=7 DEFAULT CHARSET=euckr COLLATE=euckr_bin COMMENT='DEFAULT CHARSET=latin1'",
].join('\n');

describe('a table of the same types', () => {
  it('for rows to be staged: a generated id stays NULL', () => {
    expect(createStageTable(create, 'x')).toMatchInlineSnapshot(`
     "CREATE TEMPORARY TABLE x (
       \`id\` int NULL,
       \`a\` varchar(20) NOT NULL DEFAULT 'x' COMMENT '',
       \`g\` int GENERATED ALWAYS AS ((\`id\` + 1)) STORED,
       \`hid\` int NULL /*!80023 INVISIBLE */
     /*!80023 , \`sluice_row_number\` BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY INVISIBLE */) ENGINE=InnoDB DEFAULT CHARSET=euckr COLLATE=euckr_bin"
    `);
  });

  it('for rows to be updated: DEFAULT is 0 there, and what comes beside them has lines of its own', () => {
    expect(createCopyTable(create, 'x', ['  old INT NOT NULL', '  KEY (old)'])).toMatchInlineSnapshot(`
     "CREATE TEMPORARY TABLE x (
       \`id\` int NOT NULL DEFAULT '0',
       \`a\` varchar(20) NOT NULL DEFAULT 'x' COMMENT '',
       \`g\` int GENERATED ALWAYS AS ((\`id\` + 1)) STORED,
       \`hid\` int NOT NULL DEFAULT '0' /*!80023 INVISIBLE */,
       old INT NOT NULL,
       KEY (old)
     /*!80023 , \`sluice_row_number\` BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY INVISIBLE */) ENGINE=InnoDB DEFAULT CHARSET=euckr COLLATE=euckr_bin"
    `);
  });

  it('takes the schema’s letters where the table names none', () => {
    expect(createStageTable('CREATE TABLE `t` (\n  `a` int\n) ENGINE=InnoDB', 'x')).toMatch(/\) ENGINE=InnoDB$/);
    expect(createStageTable('CREATE TABLE `t` (\n  `a` int\n)', 'x')).toMatch(/\) ENGINE=InnoDB$/);
  });
});
