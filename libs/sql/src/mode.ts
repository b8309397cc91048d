import type { SqlMode } from './types.js';

/**
 * @param sqlMode what `SELECT @@sql_mode` says; `ANSI` is spelled out by the server, so it needs no case of its own
 * @param version what `SELECT VERSION()` says, for example `8.0.39-aurora`
 */
export function sqlMode(sqlMode: string, version: string): SqlMode {
  const flags = new Set(sqlMode.toUpperCase().split(','));
  return {
    ansiQuotes: flags.has('ANSI_QUOTES'),
    noBackslashEscapes: flags.has('NO_BACKSLASH_ESCAPES'),
    serverVersion: serverVersion(version),
  };
}

/** `9.7.4-2` → 90704, as version comments count; 0 where no version can be read, which takes no numbered version comment. */
function serverVersion(version: string): number {
  const [, major, minor, patch] = /^(\d+)\.(\d+)\.(\d+)/.exec(version) ?? [];
  return major === undefined ? 0 : Number(major) * 10_000 + Number(minor) * 100 + Number(patch);
}
