import { planned } from '../test-support/planned.js';
import { changedGuard, expectRows, scriptEnd, scriptHead } from './head.js';

describe('the head of a script', () => {
  it('says how to run it, sets what its texts are read in, and looks at the tables', () => {
    const about = ['Undoes request 7\n; DROP TABLE t', 'of yesterday'];
    expect(scriptHead({ about, inexact: [], tables: [{ table: planned, triggers: 2 }] })).toMatchInlineSnapshot(`
     "-- Undoes request 7 ; DROP TABLE t
     -- of yesterday
     -- Exact for every column.
     -- Run it in a session of its own, as one who may change these tables:
     --   mysql --default-character-set=utf8mb4 --max-allowed-packet=1G --host=… --user=… -p < script.sql
     --   (compressed: zstd -dc script.sql.zst | mysql …)
     -- All or nothing: where a row or a table is not as the change left it, it stops with an error (1411 or 1062), and nothing is committed.
     SET @sluice_was_character_set_client = @@SESSION.character_set_client, @sluice_was_character_set_connection = @@SESSION.character_set_connection, @sluice_was_collation_connection = @@SESSION.collation_connection, @sluice_was_sql_mode = @@SESSION.sql_mode, @sluice_was_time_zone = @@SESSION.time_zone, @sluice_was_foreign_key_checks = @@SESSION.foreign_key_checks, @sluice_was_unique_checks = @@SESSION.unique_checks, @sluice_was_sql_safe_updates = @@SESSION.sql_safe_updates, @sluice_was_sql_select_limit = @@SESSION.sql_select_limit, @sluice_was_sql_auto_is_null = @@SESSION.sql_auto_is_null, @sluice_was_completion_type = @@SESSION.completion_type, @sluice_was_autocommit = @@SESSION.autocommit;
     SET SESSION character_set_client = utf8mb4, SESSION character_set_connection = utf8mb4, SESSION collation_connection = utf8mb4_0900_ai_ci, SESSION sql_mode = 'ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO,NO_ENGINE_SUBSTITUTION', SESSION time_zone = '+00:00', SESSION foreign_key_checks = 0, SESSION unique_checks = 1, SESSION sql_safe_updates = 0, SESSION sql_select_limit = 18446744073709551615, SESSION sql_auto_is_null = 0, SESSION completion_type = 0, SESSION autocommit = 0;
     /*!80030 SET SESSION show_gipk_in_create_table_and_information_schema = 1 */;
     SET @sluice_wrong = 0, @sluice_orphans = 0;
     SET @sluice_wrong = @sluice_wrong + (NOT ((SELECT COUNT(*) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = 'shop' AND TABLE_NAME = 't') = 6 AND (SELECT COUNT(*) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = 'shop' AND TABLE_NAME = 't' AND CAST(CONCAT_WS('|', COLUMN_NAME, COLUMN_TYPE, IFNULL(CHARACTER_SET_NAME, ''), IF(GENERATION_EXPRESSION = '', '', 'generated')) AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin IN ('id|int||', 'part|date||', 'u|varchar(9)|utf8mb4|', 'e|enum(''a'')|utf8mb4|', 'j|json||', 'v|int||generated')) = 6 AND (SELECT COUNT(*) FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = 'shop' AND EVENT_OBJECT_TABLE = 't') = 2));
     SELECT UUID_TO_BIN(IF(@sluice_wrong = 0, UUID(), 'Nothing is put back. Not defined as it was, or you may not see it: shop.t')) IS NOT NULL AS table_as_it_was;
     START TRANSACTION;
     "
    `);
  });

  it('names each column that its text cannot hold', () => {
    const grown = scriptHead({ about: [], inexact: [], tables: [], logs: ['shop.log'] });
    expect(grown).toContain('-- NOT EXACT: shop.log: triggers');
    expect(grown).not.toContain('Exact for every column');
    const head = scriptHead({ about: [], inexact: ['shop.t.j', 'shop.r.j'], tables: [] });
    expect(head).toContain('-- NOT EXACT: shop.t.j: ');
    expect(head).toContain('-- NOT EXACT: shop.r.j: ');
    expect(head).not.toContain('Exact for every column.');
  });
});

describe('the guards of a script', () => {
  it('count what was not met', () => {
    expect(expectRows(3)).toBe('SET @sluice_wrong = @sluice_wrong + (ROW_COUNT() <> 3);\n');
  });

  it('stop before anything is put back over other rows', () => {
    expect(changedGuard).toMatchInlineSnapshot(`
     "SELECT UUID_TO_BIN(IF(@sluice_wrong = 0, UUID(), CONCAT('Nothing is put back. Rows that are not as the change left them: ', @sluice_wrong))) IS NOT NULL AS rows_as_the_change_left_them;
     "
    `);
  });

  it('commit only at the end, and only where all went well', () => {
    expect(scriptEnd).toMatchInlineSnapshot(`
     "SELECT UUID_TO_BIN(IF(@sluice_wrong = 0, UUID(), CONCAT('Nothing is put back. Rows that are not as the change left them: ', @sluice_wrong))) IS NOT NULL AS rows_as_the_change_left_them;
     SELECT UUID_TO_BIN(IF(@sluice_orphans = 0, UUID(), CONCAT('Nothing is put back. Rows that would refer to rows that are not there: ', @sluice_orphans))) IS NOT NULL AS references_whole;
     SET @sluice_end = IF(@sluice_wrong = 0 AND @sluice_orphans = 0, 'COMMIT', 'ROLLBACK');
     PREPARE sluice_end FROM @sluice_end;
     EXECUTE sluice_end;
     DEALLOCATE PREPARE sluice_end;
     ROLLBACK;
     SET SESSION character_set_client = @sluice_was_character_set_client, SESSION character_set_connection = @sluice_was_character_set_connection, SESSION collation_connection = @sluice_was_collation_connection, SESSION sql_mode = @sluice_was_sql_mode, SESSION time_zone = @sluice_was_time_zone, SESSION foreign_key_checks = @sluice_was_foreign_key_checks, SESSION unique_checks = @sluice_was_unique_checks, SESSION sql_safe_updates = @sluice_was_sql_safe_updates, SESSION sql_select_limit = @sluice_was_sql_select_limit, SESSION sql_auto_is_null = @sluice_was_sql_auto_is_null, SESSION completion_type = @sluice_was_completion_type, SESSION autocommit = @sluice_was_autocommit;
     SELECT IF(@sluice_end = 'COMMIT', 'Everything is put back.', 'NOTHING was put back.') AS sluice;
     "
    `);
  });
});
