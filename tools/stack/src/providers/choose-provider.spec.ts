import { StackError } from '../stack-error.ts';
import { chooseProvider, probeOrder } from './choose-provider.ts';
import type { Probe, ProviderName } from './provider.ts';

const yes = (provider: ProviderName): Probe => ({ provider, available: true, detail: `by ${provider}` });
const no = (provider: ProviderName, reason = 'not here'): Probe => ({ provider, available: false, reason });

describe('probeOrder', () => {
  it('is environment, Docker, PATH, Debian packages on a new machine', () => {
    expect(probeOrder(undefined, undefined)).toEqual(['url', 'docker', 'path', 'debian']);
  });

  it('goes back to where the data of the last start is, unless the environment names a server', () => {
    expect(probeOrder('debian', undefined)).toEqual(['url', 'debian', 'docker', 'path']);
    expect(probeOrder('path', '')).toEqual(['url', 'path', 'docker', 'debian']);
  });

  it('forgets a server of the environment that is no longer named', () => {
    expect(probeOrder('url', undefined)).toEqual(['url', 'docker', 'path', 'debian']);
  });

  it('asks only the provider that was asked for', () => {
    expect(probeOrder('debian', 'docker')).toEqual(['docker']);
  });

  it('refuses a name that is no provider', () => {
    expect(() => probeOrder(undefined, 'podman')).toThrow(expect.objectContaining({ code: 'no-provider' }));
  });
});

describe('chooseProvider', () => {
  it.each<[ProviderName, Probe[]]>([
    ['url', [yes('url'), yes('docker'), yes('path'), yes('debian')]],
    ['docker', [no('url'), yes('docker'), yes('path'), yes('debian')]],
    ['path', [no('url'), no('docker'), yes('path'), yes('debian')]],
    ['debian', [no('url'), no('docker'), no('path'), yes('debian')]],
  ])('takes %s when it is the first that is available', (expected, probes) => {
    expect(chooseProvider('mysql', probes).provider).toBe(expected);
  });

  it('says why each is not available, and what to do, when none is', () => {
    const attempt = (): unknown =>
      chooseProvider('redis', [no('docker', 'no engine answers'), no('debian', 'no keyring')]);
    expect(attempt).toThrow(StackError);
    expect(attempt).toThrow(/docker: no engine answers\n {2}- debian: no keyring/);
    expect(attempt).toThrow(expect.objectContaining({ advice: expect.stringContaining('SLUICE_REDIS_URL') as string }));
  });
});
