// The demo MySQL as its administrator sees it: makes the two accounts that Sluice works by, with the very grants that
// onboarding prints.
import { randomBytes } from 'node:crypto';
import type { CredentialPurpose, TlsMode } from '@sluice/contracts';
import { requiredGrants } from '@sluice/mysql';
import { createConnection, type Connection } from 'mysql2/promise';

const usernames: Readonly<Record<CredentialPurpose, string>> = {
  reader: 'sluice_reader',
  executor: 'sluice_executor',
  grantor: 'sluice_grantor',
};

export class DemoTarget {
  private constructor(
    private readonly admin: Connection,
    readonly host: string,
    readonly port: number,
  ) {}

  /** `adminUrl`: `mysql://user:password@host:port`. The caller closes it. */
  static async open(adminUrl: string): Promise<DemoTarget> {
    const { hostname, port, username, password } = new URL(adminUrl);
    const address = { host: hostname, port: Number(port || 3306) };
    const admin = await createConnection({
      ...address,
      user: decodeURIComponent(username),
      password: decodeURIComponent(password),
    });
    return new DemoTarget(admin, address.host, address.port);
  }

  close(): Promise<void> {
    return this.admin.end();
  }

  /** How the demo's changes should reach it: encrypted where it can. */
  async tlsMode(): Promise<TlsMode> {
    const [rows] = await this.admin.query("SHOW GLOBAL VARIABLES LIKE 'ssl_cert'");
    return (rows as { Value: string }[]).some(({ Value }) => Value !== '') ? 'required' : 'off';
  }

  /** Those of `schemas` that are there. */
  async existing(schemas: readonly string[]): Promise<string[]> {
    const [rows] = await this.admin.query('SELECT schema_name AS name FROM information_schema.schemata');
    const names = new Set((rows as { name: string }[]).map(({ name }) => name));
    return schemas.filter((schema) => names.has(schema));
  }

  async canSignIn(user: string, password: string): Promise<boolean> {
    try {
      const connection = await createConnection({ host: this.host, port: this.port, user, password });
      await connection.end();
      return true;
    } catch {
      return false;
    }
  }

  /** Makes the account if it is not there, and gives it a new random password. */
  async renewAccount(purpose: CredentialPurpose): Promise<{ username: string; password: string }> {
    const username = usernames[purpose];
    const password = randomBytes(24).toString('base64url');
    await this.admin.query('CREATE USER IF NOT EXISTS ?@? IDENTIFIED BY ?', [username, '%', password]);
    await this.admin.query('ALTER USER ?@? IDENTIFIED BY ?', [username, '%', password]);
    return { username, password };
  }

  async grant(purpose: CredentialPurpose, schemas: readonly string[]): Promise<void> {
    const account = { user: usernames[purpose], host: '%' };
    for (const statement of requiredGrants(purpose, account, schemas, 'mysql')) await this.admin.query(statement);
  }
}
