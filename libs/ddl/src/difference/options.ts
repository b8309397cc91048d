import type { TableModel } from '../table/model.js';

/** What takes an option away again; one that is not here can't be (TABLESPACE, DATA DIRECTORY, …). */
const RESET: Readonly<Record<string, string>> = {
  COMMENT: "''",
  ROW_FORMAT: 'DEFAULT',
  KEY_BLOCK_SIZE: '0',
  STATS_PERSISTENT: 'DEFAULT',
  STATS_AUTO_RECALC: 'DEFAULT',
  STATS_SAMPLE_PAGES: 'DEFAULT',
  MIN_ROWS: '0',
  MAX_ROWS: '0',
  AVG_ROW_LENGTH: '0',
  PACK_KEYS: 'DEFAULT',
  CHECKSUM: '0',
  DELAY_KEY_WRITE: '0',
  COMPRESSION: "''",
  ENCRYPTION: "'N'",
  AUTOEXTEND_SIZE: '0',
  ENGINE_ATTRIBUTE: "''",
  SECONDARY_ENGINE_ATTRIBUTE: "''",
};

/** Undefined where an option can't be taken away again. */
export function optionClauses(from: TableModel, to: TableModel): string[] | undefined {
  const clauses: string[] = [];
  const valueIn = ({ options }: TableModel, name: string): string | undefined =>
    options.find((option) => option.name === name)?.value;
  const charset = (table: TableModel): string[] =>
    ['DEFAULT CHARSET', 'COLLATE'].flatMap((name) => {
      const value = valueIn(table, name);
      return value === undefined ? [] : [`${name}=${value}`];
    });
  for (const { name, value } of to.options) {
    if (isApart(name) || valueIn(from, name) === value) continue;
    clauses.push(name === 'TABLESPACE' ? `${name} ${value}` : `${name}=${value}`);
  }
  for (const { name } of from.options) {
    if (isApart(name) || valueIn(to, name) !== undefined) continue;
    const reset = RESET[name];
    if (reset === undefined) return undefined;
    clauses.push(`${name}=${reset}`);
  }
  // Named together: a charset without its collation means the default one.
  if (charset(from).join() !== charset(to).join()) clauses.push(charset(to).join(' '));
  return clauses;
}

/** The next id moves by itself; charset and collation go together. */
function isApart(name: string): boolean {
  return name === 'AUTO_INCREMENT' || name === 'DEFAULT CHARSET' || name === 'COLLATE';
}
