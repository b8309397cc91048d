// How a private MySQL is set: durable as in production, small as on a laptop, and reachable from this machine only.

/** `--loose-`: a server that does not know the setting (8.0.22 … 9.x differ) goes on without it. */
const COMMON_FLAGS: readonly string[] = [
  // Durable: the promise about crashes rests on it (with 0, acknowledged commits are lost).
  '--innodb-flush-log-at-trx-commit=1',
  '--sync-binlog=1',
  '--server-id=1',
  '--log-bin=binlog',
  '--loose-binlog-format=ROW',
  '--binlog-expire-logs-seconds=86400',
  '--max-binlog-size=64M',
  // STATEMENT_DIGEST_TEXT proves slices of long statements only when the digest is not cut.
  '--max-digest-length=1048576',
  '--performance-schema=ON',
  '--performance-schema-digests-size=2000',
  '--performance-schema-max-table-instances=2000',
  '--innodb-buffer-pool-size=256M',
  '--table-open-cache=800',
  '--table-definition-cache=800',
  '--max-connections=300',
  '--character-set-server=utf8mb4',
  '--default-time-zone=+00:00',
  '--loose-mysqlx=OFF',
  // Host names are looked up nowhere: accounts are made for '%', the server listens on the loopback only.
  '--skip-name-resolve',
];

/** Settings for a server in a container, whose paths and address are the image's. */
export const CONTAINER_FLAGS: readonly string[] = COMMON_FLAGS;

export interface LocalPaths {
  readonly dataFolder: string;
  readonly socket: string;
  readonly pidFile: string;
  readonly errorLog: string;
  readonly initFile: string;
  readonly temporaryFolder: string;
}

/** Settings for a server process of ours on this machine. */
export function localFlags(paths: LocalPaths, port: number, asRoot: boolean): readonly string[] {
  return [
    ...COMMON_FLAGS,
    ...accountFlags(asRoot),
    `--datadir=${paths.dataFolder}`,
    `--socket=${paths.socket}`,
    `--pid-file=${paths.pidFile}`,
    `--log-error=${paths.errorLog}`,
    `--init-file=${paths.initFile}`,
    `--tmpdir=${paths.temporaryFolder}`,
    '--bind-address=127.0.0.1',
    `--port=${port}`,
    '--secure-file-priv=NULL',
  ];
}

/** mysqld refuses to run as root unless it is told to. */
export function accountFlags(asRoot: boolean): readonly string[] {
  return asRoot ? ['--user=root'] : [];
}
