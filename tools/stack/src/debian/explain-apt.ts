// What apt-get's complaint means for a person. Pure.
import { StackError } from '../stack-error.ts';

const OTHER_WAYS =
  'or use another way: set SLUICE_PORTAL_MYSQL_URL and SLUICE_REDIS_URL, start a Docker engine, or install MySQL and Valkey/Redis on the PATH.';

export function explainApt(output: string, mirror: string): StackError {
  const complaint = output
    .split('\n')
    .filter((line) => /^(?:E|W|Err):/.test(line))
    .slice(0, 4)
    .join('\n');
  if (/No space left on device|You don't have enough free space|write error/i.test(output)) {
    return new StackError(
      'disk-full',
      'The packages could not be downloaded: the disk is full.',
      'Free at least 1 GB on the disk of this folder and start again.',
    );
  }
  if (
    /NO_PUBKEY|not signed|public key is not available|EXPKEYSIG|signatures? (?:were|was) invalid|signatures couldn't be verified/i.test(
      output,
    )
  ) {
    return new StackError(
      'no-keyring',
      `The keyring of this machine does not know the key that signs ${mirror}:\n${complaint}`,
      `Bring the package debian-archive-keyring up to date, ${OTHER_WAYS}`,
    );
  }
  if (
    /Could not resolve|Temporary failure resolving|Could not connect|Unable to connect|Connection (?:failed|refused|timed out)|Network is unreachable|Cannot initiate the connection/i.test(
      output,
    )
  ) {
    return new StackError(
      'no-network',
      `The packages could not be downloaded: no way to ${mirror}.\n${complaint}`,
      'Check the network; behind a proxy set http_proxy, for another mirror set SLUICE_DEBIAN_MIRROR; ' + OTHER_WAYS,
    );
  }
  if (/Unable to locate package|has no installation candidate|unmet dependencies|404\s+Not Found/i.test(output)) {
    return new StackError(
      'download-failed',
      `Debian's unstable suite does not offer the packages in one piece just now:\n${complaint}`,
      `It moves daily: try again later, ${OTHER_WAYS}`,
    );
  }
  return new StackError(
    'download-failed',
    `apt-get failed:\n${complaint === '' ? output.trim().split('\n').slice(-6).join('\n') : complaint}`,
    `Try again, ${OTHER_WAYS}`,
  );
}
