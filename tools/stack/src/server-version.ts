// Which servers will do: MySQL from 8.0.22 on (STATEMENT_DIGEST_TEXT and what the capture rests on), never MariaDB; Valkey or Redis from 6.2 (BullMQ).

export type Engine = 'mysql' | 'redis';
export type Suitability =
  { readonly suitable: true; readonly version: string } | { readonly suitable: false; readonly reason: string };

const MINIMUM: Record<Engine, readonly [number, number, number]> = { mysql: [8, 0, 22], redis: [6, 2, 0] };
const ENGINE_NAME: Record<Engine, string> = { mysql: 'MySQL', redis: 'Valkey/Redis' };

/**
 * Judges what a server says of itself: `mysqld --version`, `valkey-server --version`, or `SELECT CONCAT(VERSION(), ' ', @@version_comment)`.
 */
export function judgeVersion(engine: Engine, text: string): Suitability {
  if (engine === 'mysql' && /mariadb/i.test(text)) {
    return { suitable: false, reason: `it is MariaDB (${firstLine(text)}), which Sluice can watch but not change` };
  }
  const match = /(\d+)\.(\d+)\.(\d+)/.exec(text);
  if (match === null) return { suitable: false, reason: `its version is not readable in "${firstLine(text)}"` };
  const version = [Number(match[1]), Number(match[2]), Number(match[3])] as const;
  const minimum = MINIMUM[engine];
  const difference = version.map((part, index) => part - (minimum[index] ?? 0)).find((part) => part !== 0) ?? 0;
  if (difference < 0) {
    return {
      suitable: false,
      reason: `it is ${ENGINE_NAME[engine]} ${match[0]}, and ${minimum.join('.')} or later is needed`,
    };
  }
  return { suitable: true, version: match[0] };
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0]?.slice(0, 120) ?? '';
}
