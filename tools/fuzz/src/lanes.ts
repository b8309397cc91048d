// A phase of the run: its server, its portals, and lanes that work on cases side by side, each in a schema of its own.
import type { FuzzCase } from './case.ts';
import { environmentNamed, type Environment, type Phase } from './generate/environments.ts';
import { wrong, type Judged } from './judge/outcome.ts';
import { openSecondJudge, type SecondJudge } from './judge/row-events/second-judge.ts';
import { openHttp } from './portal/http.ts';
import type { Portal } from './portal/portal.ts';
import { openStages } from './portal/stages.ts';
import { runCase, type Lane } from './run-case.ts';
import { connectTo, startServer, type FuzzServer } from './server.ts';

const laneCount = 4;
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
  const second = await openSecondJudge(server.admin, server.stack.mysql.url);
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
          await second?.begin();
          const judged = new Map<FuzzCase, Judged>();
          const keep = (fuzzCase: FuzzCase, found: Judged): void => void judged.set(fuzzCase, found);
          await runRound(
            server,
            portals,
            environmentNamed(environment),
            round,
            own.slice(from, from + sweepEvery),
            keep,
            signal,
          );
          const told = second === null ? judged : await judgeAgain(second, judged);
          for (const [fuzzCase, found] of told) report(fuzzCase, found);
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

/** What the binary log says of each run: a difference without a known cause makes it wrong. */
async function judgeAgain(
  second: SecondJudge,
  judged: ReadonlyMap<FuzzCase, Judged>,
): Promise<ReadonlyMap<FuzzCase, Judged>> {
  const runs = [...judged.values()].flatMap(({ run }) => (run === null ? [] : [run]));
  const said = await second.judge(runs);
  return new Map(
    [...judged].map(([fuzzCase, found]) => {
      if (found.run === null) return [fuzzCase, found];
      const { equal, explained, difference } = said.get(found.run) ?? {
        equal: 0,
        explained: [],
        difference: 'nothing of the run, not even its marker',
      };
      const outcome =
        difference === null || found.outcome.kind === 'wrong'
          ? found.outcome
          : wrong('the binary log tells of other rows than the images', difference);
      return [fuzzCase, { ...found, outcome, second: { equal, explained } }];
    }),
  );
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
