// Where the portal's own MySQL is.
import { tlsModeSchema, type Tls } from '@sluice/contracts';
import { readText } from './read-text.js';

export interface MysqlAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly schema: string;
  /** Undefined: plain text. */
  readonly tls?: Tls;
}

/**
 * Reads `mysql://user:password@host:port/schema`, with `?ssl-mode=VERIFY_IDENTITY&ssl-ca=/path/of/ca.pem` as MySQL's own clients take it
 * (DISABLED, REQUIRED, VERIFY_CA, VERIFY_IDENTITY; none: DISABLED). @throws Error without the text, which holds a password.
 */
export function mysqlAddress(text: string, readFile: (path: string) => string = readText): MysqlAddress {
  if (!URL.canParse(text)) throw new Error('must be mysql://user:password@host:port/schema');
  const url = new URL(text);
  const schema = decodeURIComponent(url.pathname.slice(1));
  if (url.protocol !== 'mysql:' || url.hostname === '' || url.username === '') {
    throw new Error('must be mysql://user:password@host:port/schema');
  }
  if (!/^\w{1,60}$/.test(schema)) throw new Error('must end with the name of a schema, as /sluice_portal');
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || 3306),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    schema,
    ...tlsOf(url.searchParams, readFile),
  };
}

const otherNames: Readonly<Record<string, string>> = { disabled: 'off' };

function tlsOf(query: URLSearchParams, readFile: (path: string) => string): { tls?: Tls } {
  const given = query.get('ssl-mode');
  const caFile = query.get('ssl-ca');
  const unknown = [...query.keys()].find((name) => name !== 'ssl-mode' && name !== 'ssl-ca');
  if (unknown !== undefined) throw new Error(`has an unknown parameter ${unknown}`);
  if (given === null && caFile === null) return {};
  // As in MySQL's own clients, an authority is named to be checked.
  const name = (given ?? 'verify-ca').toLowerCase().replaceAll('_', '-');
  const mode = tlsModeSchema.safeParse(otherNames[name] ?? name);
  if (!mode.success)
    throw new Error('must have one of these as ssl-mode: DISABLED, REQUIRED, VERIFY_CA, VERIFY_IDENTITY');
  return { tls: { mode: mode.data, ca: caFile === null ? null : readFile(caFile) } };
}
