// Resident memory of the portal's processes, read from /proc (Linux only).
import { readdirSync, readFileSync } from 'node:fs';

/** MiB of the youngest process below `launcherPid` whose command line ends with `program`; undefined where that can't be read. */
export function residentMiB(launcherPid: number, program: string): number | undefined {
  const parents = new Map<number, number>();
  const matching: number[] = [];
  try {
    for (const entry of readdirSync('/proc')) {
      const pid = Number(entry);
      if (!Number.isInteger(pid)) continue;
      try {
        const parent = /^PPid:\t(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
        parents.set(pid, Number(parent));
        if (
          readFileSync(`/proc/${pid}/cmdline`, 'utf8')
            .split('\0')
            .some((part) => part.endsWith(program))
        )
          matching.push(pid);
      } catch {
        // ended while we looked
      }
    }
    const below = (pid: number | undefined): boolean =>
      pid !== undefined && pid > 0 && (pid === launcherPid || below(parents.get(pid)));
    const pid = matching.filter((one) => below(one)).at(-1);
    if (pid === undefined) return undefined;
    const resident = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return resident === undefined ? undefined : Number(resident) / 1_024;
  } catch {
    return undefined;
  }
}
