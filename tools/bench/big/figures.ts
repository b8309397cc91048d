// What the big changes must hold to, out of their runs; and the table of all peers.
import { median, type Figure } from '../figures.ts';
import { oursName, plainChunksName, type Run } from './measure.ts';

const ratioBound = 1.6;
const undoBound = 2;
const memoryBound = 64;

interface Scene {
  readonly rows: number;
  readonly operation: Run['operation'];
}

/** For each size and statement: ours against the plain statement in the same chunks, the undo against its run, memory. */
export function bigFigures(runs: readonly Run[]): Figure[] {
  return scenesOf(runs).flatMap((scene) => {
    const what = `${scene.operation.toUpperCase()} of ${scene.rows} rows`;
    const ours = of(runs, scene, oursName);
    const chunked = ours.filter(({ chunks }) => (chunks ?? 0) > 0);
    // Each against the plain one of its own round: the machine's other work comes and goes.
    const ratios = chunked.flatMap((run) => {
      const plain = of(runs, scene, plainChunksName).find(({ round }) => round === run.round);
      return plain ? [run.milliseconds / plain.milliseconds] : [];
    });
    const undo = ours.flatMap(({ backMilliseconds, milliseconds }) =>
      backMilliseconds === undefined ? [] : [backMilliseconds / milliseconds],
    );
    const lost = ours.flatMap(({ cameBack }) => (cameBack === undefined ? [] : [cameBack ? 0 : 1]));
    const memory = ours.flatMap(({ overIdleMiB }) => (overIdleMiB ? [Math.max(...overIdleMiB)] : []));
    return [
      // What runs in one transaction has no chunks to be measured in.
      ...(ours.length > 0 && chunked.length === 0
        ? []
        : [{ name: `${what}: ours / plain in the same chunks`, unit: '×', rounds: ratios, bound: ratioBound }]),
      { name: `${what}: undo / run`, unit: '×', rounds: undo, bound: undoBound },
      { name: `${what}: undone and other than before`, unit: '', rounds: lost, bound: 0 },
      { name: `${what}: memory of Node over idle`, unit: 'MiB', rounds: memory, bound: memoryBound },
    ];
  });
}

/** One line a peer: medians, how often plain in the same chunks, whether all came back, the rounds with the load average beside each. */
export function renderRuns(runs: readonly Run[]): string[] {
  const lines: string[] = [];
  for (const scene of scenesOf(runs)) {
    lines.push(
      `${scene.operation.toUpperCase()} of ${scene.rows} rows (medians; each round's milliseconds @ load average)`,
    );
    const own = runs.filter((run) => isOf(run, scene));
    for (const peer of new Set(own.map((run) => run.peer))) {
      const rounds = own.filter((run) => run.peer === peer);
      const back = rounds.flatMap(({ backMilliseconds }) => backMilliseconds ?? []);
      const compared = rounds.flatMap(({ cameBack }) => cameBack ?? []);
      const cells = [
        `  ${peer.padEnd(42)}`,
        milliseconds(median(rounds.map((run) => run.milliseconds))),
        cpuOf(rounds),
        back.length === 0 ? 'back        –' : `back ${milliseconds(median(back))}`,
        (compared.length === 0 ? '' : compared.every(Boolean) ? 'came back' : 'DID NOT COME BACK').padEnd(10),
        rounds.map((run) => `${Math.round(run.milliseconds)}@${run.load.toFixed(1)}`).join(' '),
      ];
      lines.push(cells.join('  '));
    }
  }
  return lines;
}

/** The server's own, which hardly depends on what else the machine does. */
function cpuOf(rounds: readonly Run[]): string {
  const cpu = rounds.flatMap(({ cpuMilliseconds }) => cpuMilliseconds ?? []);
  return `cpu ${cpu.length === 0 ? '       –' : milliseconds(median(cpu))}`;
}

const milliseconds = (value: number): string => `${Math.round(value)}`.padStart(8);

const isOf = (run: Run, { rows, operation }: Scene): boolean => run.rows === rows && run.operation === operation;

function of(runs: readonly Run[], scene: Scene, peer: string): readonly Run[] {
  return runs.filter((run) => isOf(run, scene) && run.peer === peer);
}

function scenesOf(runs: readonly Run[]): Scene[] {
  const scenes = new Map(runs.map(({ rows, operation }) => [`${rows} ${operation}`, { rows, operation }]));
  return [...scenes.values()];
}
