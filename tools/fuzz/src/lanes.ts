// A phase of the run: its server, its portals, and lanes that work on cases side by side, each in a schema of its own.
import type { FuzzCase } from './case.ts';
import { environmentNamed, type Environment, type Phase } from './generate/environments.ts';
import type { Judged } from './judge/outcome.ts';
import { openHttp } from './portal/http.ts';
import type { Portal } from './portal/portal.ts';
import { openStages } from './portal/stages.ts';
import { runCase, type Lane } from './run-case.ts';
import { connectTo, startServer, type FuzzServer } from './server.ts';

const laneCount = 3;
/** Image tables of finished cases are dropped after so many. */
const sweepEvery = 150;

export interface PhaseRun {
  run(cases: readonly FuzzCase[], report: (fuzzCase: FuzzCase, judged: Judged) => void): Promise<void>;
  close(): Promise<void>;
}

export async function openPhase(phase: Phase, signal: AbortSignal): Promise<PhaseRun> {
  const server = await startServer(phase, signal);
  const stages = await openStages(server).catch(async (error: unknown) => {
    await server.stop();
    throw error;
  });
  let http: Promise<Portal> | undefined;
  const portals: Record<FuzzCase['path'], () => Promise<Portal>> = {
    stages: () => Promise.resolve(stages),
    http: () => (http ??= openHttp(server)),
  };
  let round = 0;
  return {
    async run(cases, report) {
      for (const environment of new Set(cases.map((each) => each.environment))) {
        const own = cases.filter((each) => each.environment === environment);
        for (let from = 0; from < own.length && !signal.aborted; from += sweepEvery) {
          round += 1;
          await server.apply(environmentNamed(environment));
          await runRound(
            server,
            portals,
            environmentNamed(environment),
            round,
            own.slice(from, from + sweepEvery),
            report,
            signal,
          );
          await sweep(server);
        }
      }
    },
    async close() {
      await stages.close();
      await http?.then((portal) => portal.close()).catch(() => undefined);
      await server.stop();
    },
  };
}

async function runRound(
  server: FuzzServer,
  portals: Record<FuzzCase['path'], () => Promise<Portal>>,
  environment: Environment,
  round: number,
  cases: readonly FuzzCase[],
  report: (fuzzCase: FuzzCase, judged: Judged) => void,
  signal: AbortSignal,
): Promise<void> {
  const queue = [...cases];
  const lanes = Array.from({ length: Math.min(laneCount, cases.length) }, async (_, number) => {
    const schema = `fz_${String(number)}`;
    const admin = await server.connect();
    const targets = new Map<string, number>();
    const opened = new Map<string, Portal>();
    for (const path of new Set(cases.map((each) => each.path))) opened.set(path, await portals[path]());
    const lane: Lane = {
      schema,
      admin,
      connect: () => connectTo(server.stack.mysql.url),
      portal(path) {
        const portal = opened.get(path);
        if (portal === undefined) throw new Error(`no way ${path}`);
        return portal;
      },
      // A target of its own for each round: what the server says of itself is kept for a minute.
      async targetId(path) {
        const known = targets.get(path);
        if (known !== undefined) return known;
        const id = await lane.portal(path).register(`${environment.name} ${String(round)} ${schema}`, schema);
        targets.set(path, id);
        return id;
      },
    };
    for (let next = queue.shift(); next !== undefined && !signal.aborted; next = queue.shift())
      report(next, await runCase(lane, next));
    await admin.query(`DROP DATABASE IF EXISTS \`${schema}\``);
    await admin.end();
  });
  await Promise.all(lanes);
}

/** Nobody rolls these back any more. */
async function sweep({ admin }: FuzzServer): Promise<void> {
  const [rows] = await admin.query({
    sql: "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = 'sluice' AND (TABLE_NAME LIKE 'before\\_%' OR TABLE_NAME LIKE 'after\\_%')",
    rowsAsArray: true,
  });
  const names = (rows as unknown as string[][]).map(([name]) => `sluice.\`${name ?? ''}\``);
  for (let from = 0; from < names.length; from += 50)
    await admin.query(`DROP TABLE IF EXISTS ${names.slice(from, from + 50).join(', ')}`);
}
