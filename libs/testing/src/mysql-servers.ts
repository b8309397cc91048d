import { createConnection, type Connection, type ConnectionOptions } from 'mysql2/promise';

import { fromEnvironment } from './from-environment.js';

export interface TestServer {
  /** For test titles: host and port. */
  readonly name: string;
  /** An administrator's address: `mysql://user:password@host:port`. */
  readonly adminUrl: string;
}

/** Every MySQL that a database test must pass on; at least one. @throws Error outside the `database` project */
export function testServers(): readonly TestServer[] {
  return fromEnvironment('SLUICE_TEST_MYSQL_URLS')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((adminUrl) => ({ name: new URL(adminUrl).host, adminUrl }));
}

/** A new administrator's connection; the caller ends it. */
export function openAdmin(server: TestServer, options: ConnectionOptions = {}): Promise<Connection> {
  const { hostname, port, username, password } = new URL(server.adminUrl);
  return createConnection({
    host: hostname,
    port: Number(port || 3306),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    ...options,
  });
}
