// Which provider serves an engine: pure functions over names and probes.
import type { Engine } from '../server-version.ts';
import { StackError } from '../stack-error.ts';
import type { Probe, ProviderName } from './provider.ts';

/** The order of design.md: what the operator names, what a Docker engine gives, what is installed, what can be downloaded. */
export const PROVIDER_ORDER: readonly ProviderName[] = ['url', 'docker', 'path', 'debian'];

export const URL_VARIABLE: Record<Engine, string> = { mysql: 'SLUICE_PORTAL_MYSQL_URL', redis: 'SLUICE_REDIS_URL' };

/**
 * The order in which to probe. The provider of the last start comes right after the environment, because the data is with it:
 * an engine that was installed meanwhile must not make yesterday's work disappear.
 * @throws StackError `no-provider` where `forced` is no provider's name.
 */
export function probeOrder(remembered: ProviderName | undefined, forced: string | undefined): readonly ProviderName[] {
  if (forced !== undefined && forced !== '') {
    const name = PROVIDER_ORDER.find((candidate) => candidate === forced);
    if (name === undefined) {
      throw new StackError(
        'no-provider',
        `SLUICE_STACK_PROVIDER is "${forced}", which is no provider.`,
        `Set it to one of ${PROVIDER_ORDER.join(', ')}, or unset it.`,
      );
    }
    return [name];
  }
  if (remembered === undefined || remembered === 'url') return PROVIDER_ORDER;
  return ['url', remembered, ...PROVIDER_ORDER.filter((name) => name !== 'url' && name !== remembered)];
}

/** The first available of the probes. @throws StackError `no-provider` that lists why none is. */
export function chooseProvider(engine: Engine, probes: readonly Probe[]): Extract<Probe, { available: true }> {
  for (const probe of probes) if (probe.available) return probe;
  const reasons = probes
    .map((probe) => `  - ${probe.provider}: ${probe.available ? probe.detail : probe.reason}`)
    .join('\n');
  const server = engine === 'mysql' ? 'MySQL (8.0.22 or later)' : 'Valkey or Redis (6.2 or later)';
  throw new StackError(
    'no-provider',
    `There is no way to a ${server} on this machine:\n${reasons}`,
    `Any one will do: set ${URL_VARIABLE[engine]} to a server of yours, start a Docker engine, install ${server} so that it is on the PATH, ` +
      'or use Debian/Ubuntu with apt-get, dpkg and the package debian-archive-keyring.',
  );
}
