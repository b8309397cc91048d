// Turns the last words of a program that did not start into what is wrong and what to do. Pure: the log goes in, the error comes out.
import { StackError } from './stack-error.ts';

export interface Failure {
  /** What was being run, as the reader knows it: "MySQL", "Valkey", "apt-get". */
  readonly program: string;
  /** The end of its log or of its standard error. */
  readonly log: string;
  /** How it ended: "exit code 1", "signal SIGKILL". */
  readonly ending: string;
  /** The command that starts over, e.g. "npm run reset". */
  readonly resetCommand: string;
  /** Where the whole log is, if it was kept. */
  readonly logFile?: string | undefined;
}

interface Cause {
  readonly pattern: RegExp;
  readonly explain: (failure: Failure, match: RegExpExecArray) => StackError;
}

const CAUSES: readonly Cause[] = [
  {
    pattern:
      /error while loading shared libraries: ([^\s:]+)|cannot open shared object file|version `GLIBC\S+' not found/,
    explain: ({ program }, match) =>
      new StackError(
        'library-missing',
        `${program} does not start: a shared library is missing or does not fit (${match[1] ?? match[0]}).`,
        'For a server of the system, install its library or take the server off the PATH. For the downloaded packages, remove ' +
          '.sluice/packages and start again: they are fetched anew.',
      ),
  },
  {
    pattern:
      /No space left on device|Disk is full|\(errno: 28|OS errno 28|OS error: 28|Error number 28|You don't have enough free space/i,
    explain: ({ program }) =>
      new StackError(
        'disk-full',
        `${program} does not start: the disk is full.`,
        'Free at least 1 GB on the disk of this folder and start again.',
      ),
  },
  {
    pattern:
      /Address already in use|Could not create server TCP listening socket|Do you already have another mysqld server running on port: (\d+)/i,
    explain: ({ program }, match) =>
      new StackError(
        'port-taken',
        `${program} does not start: its port${match[1] === undefined ? '' : ` ${match[1]}`} was taken by another program.`,
        'Start again: a free port is looked for at every start.',
      ),
  },
  {
    pattern: /Unable to lock \.\/\S+|another mysqld process is using the same/i,
    explain: ({ program }) =>
      new StackError(
        'data-folder-in-use',
        `${program} does not start: another server is using its data folder.`,
        'End the other `npm start` (or the mysqld that it left behind) and start again.',
      ),
  },
  {
    pattern: /downgrade is not supported|data directory built by version|Invalid MySQL server (?:up|down)grade/i,
    explain: ({ program, resetCommand }) =>
      new StackError(
        'data-folder-other-version',
        `${program} does not start: its data folder was made by another version that it cannot take over.`,
        `Run \`${resetCommand}\` to start over with empty data.`,
      ),
  },
  {
    pattern:
      /data directory .* is unusable|Failed to (?:find valid data directory|initialize DD)|Data Dictionary initialization failed|Cannot open (?:datafile|the) .*ibdata|log file is corrupt|Corrupt(?:ed|ion)/i,
    explain: ({ program, resetCommand }) =>
      new StackError(
        'data-folder-half-made',
        `${program} does not start: its data folder is half-made or damaged.`,
        `Run \`${resetCommand}\` to start over with empty data.`,
      ),
  },
  {
    pattern: /Permission denied|Errcode: 13|OS errno 13|Operation not permitted/i,
    explain: ({ program }) =>
      new StackError(
        'permission-denied',
        `${program} does not start: the system denies it its folder.`,
        "Check who owns the folder .sluice. Where AppArmor guards the system's mysqld (Ubuntu), use another way: " +
          'SLUICE_STACK_PROVIDER=debian npm start.',
      ),
  },
];

export function explainFailure(failure: Failure): StackError {
  for (const { pattern, explain } of CAUSES) {
    const match = pattern.exec(failure.log);
    if (match !== null) return explain(failure, match);
  }
  const last = failure.log.trimEnd().split('\n').slice(-6).join('\n');
  return new StackError(
    'server-failed',
    `${failure.program} ended at once (${failure.ending})${last === '' ? '.' : `; its last words:\n${last}`}`,
    `${failure.logFile === undefined ? 'Read the lines above' : `Read ${failure.logFile}`}; \`${failure.resetCommand}\` starts over with empty data.`,
  );
}
