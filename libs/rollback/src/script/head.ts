// What a script begins and ends with: how to run it, the settings its texts are read in, and the guards that let nothing half-done be committed.
import type { PlannedTable } from '@sluice/contracts';
import { textLiteral } from './value.js';

export interface ScriptHead {
  /** Comment lines. */
  readonly about: readonly string[];
  /** `schema.table.column` of JSON whose types the script's text cannot hold. */
  readonly inexact: readonly string[];
  /** `schema.table` into which triggers insert rows when the script puts others back. */
  readonly logs?: readonly string[];
  readonly tables: readonly ScriptTable[];
}

/** A table and how many triggers it has: one that was added since would fire. */
export interface ScriptTable {
  readonly table: PlannedTable;
  readonly triggers: number;
}

/** Session settings that the script needs, with what each is for. */
const settings: readonly (readonly [string, string])[] = [
  ['character_set_client', 'utf8mb4'],
  ['character_set_connection', 'utf8mb4'],
  ['collation_connection', 'utf8mb4_0900_ai_ci'],
  // Zero and invalid dates, id 0 and the invalid ENUM come back as they were; a text is read with backslashes.
  ['sql_mode', "'ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO,NO_ENGINE_SUBSTITUTION'"],
  ['time_zone', "'+00:00'"],
  ['foreign_key_checks', '0'],
  ['unique_checks', '1'],
  ['sql_safe_updates', '0'],
  ['sql_select_limit', '18446744073709551615'],
  ['sql_auto_is_null', '0'],
  // CHAIN would leave a transaction open behind the end.
  ['completion_type', '0'],
  ['autocommit', '0'],
];

export function scriptHead({ about, inexact, tables, logs = [] }: ScriptHead): string {
  const grown = logs.map(
    (name) =>
      `NOT EXACT: ${name}: triggers that this script fires insert rows here. The rollback in Sluice removes them.`,
  );
  const exactness =
    inexact.length + grown.length === 0
      ? ['Exact for every column.']
      : inexact.map(
          (name) =>
            `NOT EXACT: ${name}: JSON in it holds dates, decimals, unsigned numbers or bytes, whose types a text does not show. The rollback in Sluice is exact.`,
        );
  const comments = [
    ...about,
    ...exactness,
    ...grown,
    'Run it in a session of its own, as one who may change these tables:',
    '  mysql --default-character-set=utf8mb4 --max-allowed-packet=1G --host=… --user=… -p < script.sql',
    '  (compressed: zstd -dc script.sql.zst | mysql …)',
    'All or nothing: where a row or a table is not as the change left it, it stops with an error (1411 or 1062), and nothing is committed.',
  ];
  return [
    ...comments.map((line) => `-- ${line.replace(/[\r\n]+/g, ' ')}`),
    `SET ${settings.map(([name]) => `@sluice_was_${name} = @@SESSION.${name}`).join(', ')};`,
    `SET ${settings.map(([name, value]) => `SESSION ${name} = ${value}`).join(', ')};`,
    '/*!80030 SET SESSION show_gipk_in_create_table_and_information_schema = 1 */;',
    'SET @sluice_wrong = 0, @sluice_orphans = 0;',
    ...tables.map(definitionGuard),
    'START TRANSACTION;',
    '',
  ].join('\n');
}

/** Between the passes: puts nothing back over rows that are not as the change left them. */
export const changedGuard = guard(
  '@sluice_wrong = 0',
  "CONCAT('Nothing is put back. Rows that are not as the change left them: ', @sluice_wrong)",
  'rows_as_the_change_left_them',
);

/**
 * The end commits only where all went well, also for a client that went on after an error (`source`, --force, a graphical one): after a deadlock the
 * server has undone what was before. A script that was cut off has no end, and commits nothing.
 */
export const scriptEnd = [
  changedGuard.trimEnd(),
  guard(
    '@sluice_orphans = 0',
    "CONCAT('Nothing is put back. Rows that would refer to rows that are not there: ', @sluice_orphans)",
    'references_whole',
  ).trimEnd(),
  "SET @sluice_end = IF(@sluice_wrong = 0 AND @sluice_orphans = 0, 'COMMIT', 'ROLLBACK');",
  'PREPARE sluice_end FROM @sluice_end;',
  'EXECUTE sluice_end;',
  'DEALLOCATE PREPARE sluice_end;',
  'ROLLBACK;',
  `SET ${settings.map(([name]) => `SESSION ${name} = @sluice_was_${name}`).join(', ')};`,
  "SELECT IF(@sluice_end = 'COMMIT', 'Everything is put back.', 'NOTHING was put back.') AS sluice;",
  '',
].join('\n');

/** Counted as wrong unless the statement before it changed `rows` rows: -1 after an error. */
export function expectRows(rows: number): string {
  return `SET @sluice_wrong = @sluice_wrong + (ROW_COUNT() <> ${String(rows)});\n`;
}

/** An error with a text of ours: only an error stops the client, and outside of a stored program nothing else raises one. */
function guard(condition: string, message: string, name: string): string {
  return `SELECT UUID_TO_BIN(IF(${condition}, UUID(), ${message})) IS NOT NULL AS ${name};\n`;
}

/** A table with other columns or triggers than the plan's is not written to: without strict mode a narrower column would cut what is put into it. */
function definitionGuard({ table, triggers }: ScriptTable): string {
  const { schema, table: name, columns } = table;
  const told = columns.map((column) =>
    textLiteral(
      [column.name, column.type, column.charset ?? '', column.generated === 'no' ? '' : 'generated'].join('|'),
    ),
  );
  const now =
    "CAST(CONCAT_WS('|', COLUMN_NAME, COLUMN_TYPE, IFNULL(CHARACTER_SET_NAME, ''), IF(GENERATION_EXPRESSION = '', '', 'generated')) AS CHAR CHARACTER SET utf8mb4)";
  const where = `TABLE_SCHEMA = ${textLiteral(schema)} AND TABLE_NAME = ${textLiteral(name)}`;
  const fires = `EVENT_OBJECT_SCHEMA = ${textLiteral(schema)} AND EVENT_OBJECT_TABLE = ${textLiteral(name)}`;
  const same = [
    `(SELECT COUNT(*) FROM information_schema.COLUMNS WHERE ${where}) = ${String(columns.length)}`,
    `(SELECT COUNT(*) FROM information_schema.COLUMNS WHERE ${where} AND ${now} COLLATE utf8mb4_bin IN (${told.join(', ')})) = ${String(columns.length)}`,
    `(SELECT COUNT(*) FROM information_schema.TRIGGERS WHERE ${fires}) = ${String(triggers)}`,
  ];
  const message = textLiteral(`Nothing is put back. Not defined as it was, or you may not see it: ${schema}.${name}`);
  return `SET @sluice_wrong = @sluice_wrong + (NOT (${same.join(' AND ')}));\n${guard('@sluice_wrong = 0', message, 'table_as_it_was').trimEnd()}`;
}
