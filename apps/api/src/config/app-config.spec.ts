import { generateKeyPairSync } from 'node:crypto';
import { ConfigError, loadConfig, type Environment } from './app-config.js';

const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const files: Readonly<Record<string, string>> = {
  '/run/key': Buffer.alloc(32, 7).toString('base64'),
  '/run/audit': pem,
};
const read = (path: string) => {
  const text = files[path];
  if (text === undefined) throw new Error(`names a file that cannot be read (ENOENT): ${path}`);
  return text;
};
const complete: Environment = {
  SLUICE_PORTAL_URL: 'mysql://app:p%40ss@db.example:3307/sluice_portal',
  SLUICE_REDIS_URL: 'redis://:pw@cache.example:6379',
  SLUICE_KEY_FILE: '/run/key',
  SLUICE_AUDIT_KEY_FILE: '/run/audit',
};

const problemsOf = (change: Environment): readonly string[] => {
  try {
    loadConfig({ ...complete, ...change }, read);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
};

describe('the configuration', () => {
  it('is read from the environment, frozen, with its defaults', () => {
    const config = loadConfig(complete, read);
    expect(Object.isFrozen(config)).toBe(true);
    expect(config).toMatchObject({
      portal: { host: 'db.example', port: 3307, user: 'app', password: 'p@ss', schema: 'sluice_portal' },
      auditHeadsFile: '/run/audit-heads.jsonl',
      demo: false,
      host: '0.0.0.0',
      port: 8470,
      trustProxy: 0,
    });
    expect(config.publicUrl.href).toBe('http://localhost:8470/');
  });

  it('keeps the demo off the network unless told otherwise', () => {
    expect(loadConfig({ ...complete, SLUICE_DEMO: '1' }, read).host).toBe('127.0.0.1');
    expect(loadConfig({ ...complete, SLUICE_DEMO: '1', SLUICE_HOST: '0.0.0.0' }, read).host).toBe('0.0.0.0');
  });

  it('encrypts the way to MySQL as the address says, in the words of its own clients', () => {
    const tls = (query: string) =>
      loadConfig({ ...complete, SLUICE_PORTAL_URL: `${complete.SLUICE_PORTAL_URL}${query}` }, (path) =>
        path === '/run/ca.pem' ? 'the authority' : read(path),
      ).portal.tls;
    expect(tls('')).toBeUndefined();
    expect(tls('?ssl-mode=DISABLED')).toEqual({ mode: 'off', ca: null });
    expect(tls('?ssl-mode=REQUIRED')).toEqual({ mode: 'required', ca: null });
    expect(tls('?ssl-mode=verify_identity&ssl-ca=/run/ca.pem')).toEqual({
      mode: 'verify-identity',
      ca: 'the authority',
    });
    expect(tls('?ssl-ca=%2Frun%2Fca.pem')).toEqual({ mode: 'verify-ca', ca: 'the authority' });
  });

  it('takes a key itself in place of its file', () => {
    const key = Buffer.alloc(32, 9).toString('base64');
    const { keyring } = loadConfig({ ...complete, SLUICE_KEY_FILE: undefined, SLUICE_KEY: key }, read);
    expect(keyring.current.bytes).toEqual(Buffer.alloc(32, 9));
  });

  it.each<[string, Environment]>([
    ['SLUICE_PORTAL_URL', { SLUICE_PORTAL_URL: undefined }],
    ['SLUICE_PORTAL_URL', { SLUICE_PORTAL_URL: 'postgres://a:b@c/d' }],
    ['SLUICE_PORTAL_URL', { SLUICE_PORTAL_URL: 'mysql://a:b@c' }],
    ['SLUICE_PORTAL_URL', { SLUICE_PORTAL_URL: 'mysql://a:b@c/d?ssl-mode=PREFERRED' }],
    ['SLUICE_PORTAL_URL', { SLUICE_PORTAL_URL: 'mysql://a:b@c/d?ssl-ca=/nowhere' }],
    ['SLUICE_PORTAL_URL', { SLUICE_PORTAL_URL: 'mysql://a:b@c/d?sslmode=REQUIRED' }],
    ['SLUICE_REDIS_URL', { SLUICE_REDIS_URL: 'http://x' }],
    ['SLUICE_KEY', { SLUICE_KEY_FILE: undefined }],
    ['SLUICE_KEY', { SLUICE_KEY_FILE: '/nowhere' }],
    ['SLUICE_AUDIT_KEY_FILE', { SLUICE_AUDIT_KEY_FILE: '' }],
    ['SLUICE_AUDIT_KEY_FILE', { SLUICE_AUDIT_KEY_FILE: '/run/key' }],
    ['SLUICE_PORT', { SLUICE_PORT: 'eighty' }],
    ['SLUICE_PORT', { SLUICE_PORT: '70000' }],
    ['SLUICE_DEMO', { SLUICE_DEMO: 'yes' }],
    ['SLUICE_PUBLIC_URL', { SLUICE_PUBLIC_URL: 'sluice.example' }],
    ['SLUICE_TRUST_PROXY', { SLUICE_TRUST_PROXY: 'all of them!' }],
  ])('names %s when it is wrong: %j', (name, change) => {
    const problems = problemsOf(change);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name}`));
  });

  it('names everything that is wrong at once, and shows no secret', () => {
    const problems = problemsOf({ SLUICE_PORTAL_URL: 'mysql://u:hunter2@host', SLUICE_KEY_FILE: '/nowhere' }).join(
      '\n',
    );
    expect(problems).toMatch(/SLUICE_PORTAL_URL[^]*SLUICE_KEY/);
    expect(problems).not.toContain('hunter2');
  });
});
