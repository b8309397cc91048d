import type { TLSSocket } from 'node:tls';
import { testServers, type TestServer } from '@sluice/testing';
import { createConnection } from 'mysql2/promise';
import { targetOf } from '../test-support/story.js';
import type { Target } from '../types.js';
import { openSession } from './session.js';
import { checkPrivileges } from '../setup/check-privileges.js';

const otherCa = `-----BEGIN CERTIFICATE-----
MIIBeTCCAR+gAwIBAgIUS7bZ0000000000000000000000000000MAoGCCqGSM49
-----END CERTIFICATE-----`;

/** The authority that signed the server's certificate, as the server itself shows it. */
async function caOf({ host, port, user, password }: Target): Promise<string> {
  const connection = await createConnection({ host, port, user, password, ssl: { rejectUnauthorized: false } });
  const { stream } = (connection as unknown as { connection: { stream: TLSSocket } }).connection;
  const { issuerCertificate } = stream.getPeerCertificate(true);
  await connection.end();
  const lines = issuerCertificate.raw.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

async function cipher(target: Target): Promise<string> {
  const session = await openSession(target);
  try {
    return (await session.rows("SHOW SESSION STATUS LIKE 'Ssl_cipher'"))[0]?.[1] ?? '';
  } finally {
    await session.close();
  }
}

describe.each(testServers())('encrypted connections to $name', (server: TestServer) => {
  const target = targetOf(server, null);
  const encryption = async (tls: Target['tls']) =>
    (await checkPrivileges({ ...target, ...(tls ? { tls } : {}) }, 'reader', [])).find(
      ({ code }) => code === 'encrypted',
    );

  it('are plain where told so', async () => {
    expect(await cipher(target)).toBe('');
    expect(await cipher({ ...target, tls: { mode: 'off', ca: null } })).toBe('');
    expect(await encryption(undefined)).toEqual({ code: 'encrypted', ok: false, remedy: null, message: null });
  });

  it('are encrypted where required, whoever the server is', async () => {
    expect(await cipher({ ...target, tls: { mode: 'required', ca: null } })).toMatch(/^\w+/);
    expect(await encryption({ mode: 'required', ca: null })).toMatchObject({
      ok: true,
      message: expect.stringMatching(/^TLSv1\.[23] /),
    });
  });

  it('are opened to a server that the given authority vouches for, and to no other', async () => {
    const ca = await caOf(target);
    expect(await cipher({ ...target, tls: { mode: 'verify-ca', ca } })).toMatch(/^\w+/);
    for (const wrong of [null, otherCa]) {
      await expect(openSession({ ...target, tls: { mode: 'verify-ca', ca: wrong } })).rejects.toMatchObject({
        failure: { code: 'target-unreachable', params: { message: expect.stringMatching(/certificate|PEM|asn1/i) } },
      });
    }
    // The certificate that MySQL makes for itself names no host.
    await expect(
      openSession({ ...target, host: 'localhost', tls: { mode: 'verify-identity', ca } }),
    ).rejects.toMatchObject({ failure: { code: 'target-unreachable' } });
  });
});
