// A judge that shares no code with the product: every row of a table as bytes, told by SQL of its own.
import type { Connection, RowDataPacket } from 'mysql2/promise';

/** Equal snapshots mean: the same table, byte for byte (JSON by type and size too, FLOAT by its bits, ENUM by number). */
export async function snapshot(admin: Connection, table: string): Promise<string[]> {
  await admin.query("SET SESSION time_zone = '+00:00', SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION'");
  const [create] = await admin.query<RowDataPacket[]>(`SHOW CREATE TABLE ${table}`);
  const [columns] = await admin.query<RowDataPacket[]>(
    'SELECT COLUMN_NAME AS name, DATA_TYPE AS type FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION',
    [table.replaceAll('`', '')],
  );
  const cells = columns.flatMap((column) => bytesOf(String(column.name), String(column.type)));
  const [rows] = await admin.query<RowDataPacket[]>({
    sql: `SELECT CONCAT_WS('|', ${cells.map((cell) => `IFNULL(${cell}, 'NULL')`).join(', ')}) FROM ${table} ORDER BY 1`,
    rowsAsArray: true,
  });
  const definition = String(create[0]?.['Create Table']).replace(/ AUTO_INCREMENT=\d+/, '');
  return [definition, ...rows.map((row) => String((row as unknown as unknown[])[0]))];
}

function bytesOf(name: string, type: string): string[] {
  const column = `\`${name.replaceAll('`', '``')}\``;
  const cells = [`HEX(CAST(${column} AS BINARY))`];
  if (type === 'float' || type === 'double') cells.push(`CAST(${column} + 0e0 AS CHAR)`);
  if (type === 'enum' || type === 'set' || type === 'bit') cells.push(`${column} + 0`);
  if (type === 'json') cells.push(`JSON_TYPE(${column})`, `JSON_STORAGE_SIZE(${column})`);
  return cells;
}
