// docs/rollback.md must be true: each of its rows is planned, and its promise is kept. A better verdict than the page's fails as a worse one does.
import type { RollbackPlan } from '@sluice/contracts';
import { planChange, type ReadStatement, type ServerFacts } from '@sluice/rollback';
import { judgeProof } from '@sluice/sql';
import { testServers } from '@sluice/testing';
import { comesBack, isRefusedWhole, makeTables } from '../test-support/comes-back.js';
import {
  exampleSchema,
  pageRows,
  plannedReasons,
  type PageRow,
  type PageVerdict,
} from '../test-support/rollback-page.js';
import { analyse, closeStage, hash, openStage, planInChunks, run, undo, type Stage } from '../test-support/story.js';

jest.setTimeout(30_000);

const rows = pageRows();
const ofTargets = rows.filter(({ section }) => section === 'The target');
const ofBigChanges = rows.filter(({ section }) => section === 'Big changes');
const ofStatements = rows.filter((row) => !ofTargets.includes(row) && !ofBigChanges.includes(row));

describe.each(testServers())('the page of what can be taken back on $name', (server) => {
  let stage: Stage;
  /** A row that keeps its promise leaves the tables as they were: then the next row may have them. */
  let isAsBefore = false;
  beforeAll(async () => {
    stage = await openStage(server);
  });
  afterAll(() => closeStage(stage));
  beforeEach(async () => {
    if (!isAsBefore) await makeTables(stage, exampleSchema());
    isAsBefore = false;
  });

  it.each(ofStatements.map((row) => [row.section, row.what, row.verdict, row] as const))(
    '%s: %s is %s',
    async (_section, _what, verdict, row) => {
      const { plan } = await analyse(stage.target, row.example);
      expect(saidBy(plan)).toEqual(saidIn(row));
      await promises[verdict]?.(stage, row);
      isAsBefore = verdict !== 'partial';
    },
  );

  it.each(ofBigChanges.map((row) => [row.what, row.verdict, row] as const))('Big: %s runs %s', async (_, __, row) => {
    const { run: how } = await planInChunks(stage.target, row.example, undefined, { rows: 20_000, atLeast: false });
    expect([how?.cut ? 'in chunks' : 'whole', how?.whole ? [how.whole.why.code] : []]).toEqual([
      row.verdict,
      row.reasons,
    ]);
    isAsBefore = true;
  });

  it.each(ofTargets.map((row) => [row.what, row.verdict, row] as const))('The target: %s is %s', async (_, __, row) => {
    const { statements, tables, server: facts } = await analyse(stage.target, 'UPDATE customer SET points = 0');
    const change = targets[row.example]?.(facts);
    if (!change) throw new Error(`what is a target with ${row.example}?`);
    const plan = planChange({
      tables,
      schema: stage.scratch.name,
      hash,
      server: { ...facts, ...change },
      statements: change.unproved ? statements.map((read) => unproved(read, change.maxDigestLength)) : statements,
    });
    expect(saidBy(plan)).toEqual(saidIn(row));
    isAsBefore = true;
  });
});

/** What the rows about targets mean. */
const targets: Readonly<
  Record<string, (facts: ServerFacts) => Partial<ServerFacts> & { readonly unproved?: boolean }>
> = {
  'version 8.0.21': () => ({ version: '8.0.21', versionNumber: 80_021 }),
  'dialect mariadb': () => ({ dialect: 'mariadb' }),
  'no PROCESS': ({ sight }) => ({ sight: { ...sight, process: false } }),
  'no SELECT': ({ sight }) => ({ sight: { ...sight, select: false } }),
  'no TRIGGER': ({ sight }) => ({ sight: { ...sight, trigger: false } }),
  'max_digest_length 8': () => ({ maxDigestLength: 8, unproved: true }),
  'no digests': () => ({ unproved: true }),
};

/** As it is where the target answers no question. */
function unproved(read: ReadStatement, maxDigestLength = 1_024): ReadStatement {
  return read.slice.ok ? { ...read, proof: judgeProof(read.slice.slice, [], maxDigestLength) } : read;
}

/** Of what is not run, the first reason: others follow from it. */
function saidBy({ verdict, runnable, reasons }: RollbackPlan): object {
  const codes = [...new Set(reasons.map(({ code }) => code))];
  return { verdict, runnable, reasons: runnable ? codes : codes.slice(0, 1) };
}

function saidIn({ verdict, reasons }: PageRow): object {
  if (verdict === 'exact' || verdict === 'stopped') return { verdict: 'exact', runnable: true, reasons: [] };
  if (verdict === 'not run') return { verdict: 'none', runnable: false, reasons };
  return { verdict, runnable: true, reasons };
}

const promises: Partial<Record<PageVerdict, (stage: Stage, row: PageRow) => Promise<void>>> = {
  exact: async (stage, { example }) => comesBack(stage, example, await tableNames(stage)),
  partial: async (stage, { example }) => {
    const ran = await run(stage, example);
    expect(ran.result).toMatchObject({ outcome: 'effect' });
    expect((await undo(stage, ran)).result).toMatchObject({ outcome: 'effect' });
  },
  // That it runs once and leaves nothing to undo is the business of another spec.
  none: () => Promise.resolve(),
  'not run': async (stage, { example }) => {
    const { result } = await run(stage, example);
    expect(result).toMatchObject({ outcome: 'no-effect', failure: { code: 'not-runnable' } });
  },
  stopped: async (stage, { example, reasons: [code = ''] }) =>
    isRefusedWhole(stage, example, await tableNames(stage), code),
};

async function tableNames({ admin }: Stage): Promise<string[]> {
  const [names] = await admin.query("SHOW FULL TABLES WHERE Table_type = 'BASE TABLE'");
  return (names as object[]).map((row) => String(Object.values(row)[0]));
}

describe('the page of what can be taken back', () => {
  it.each(plannedReasons())('has a row for the reason %s', (code) => {
    expect(rows.flatMap(({ reasons }) => reasons)).toContain(code);
  });

  it('finds the reasons in the source of the conditions', () => {
    expect(plannedReasons()).toEqual(
      expect.arrayContaining(['cascades-fire', 'limit-without-total-order', 'no-table']),
    );
  });
});
