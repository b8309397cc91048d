export interface MysqlAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly schema: string;
}

/** Reads `mysql://user:password@host:port/schema`. @throws Error without the text, which holds a password. */
export function mysqlAddress(text: string): MysqlAddress {
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
  };
}
