// One case through the product: make the schema, copy it, file, run, roll back, and compare with the copy at each rest.
import type { RequestView } from '@sluice/contracts';
import type { Connection } from 'mysql2/promise';
import { quoted, requestText, type FuzzCase } from './case.ts';
import { environmentNamed, hasNativeKeys } from './generate/environments.ts';
import { wrong, type Judged, type Outcome } from './judge/outcome.ts';
import { expectedOf, runPlain, type Plain } from './judge/plain.ts';
import { rollBack, withoutWayBack } from './judge/promises.ts';
import type { Run } from './judge/row-events/second-judge.ts';
import { describeDifferences, differences, snapshot, type Content } from './judge/snapshot.ts';
import type { Portal } from './portal/portal.ts';
import { clear, setUp } from './set-up.ts';
import { startWriters, withLedger, type Ledger } from './writers.ts';

export interface Lane {
  readonly schema: string;
  /** The target database that leads to the schema, by the way the case enters. */
  targetId(path: FuzzCase['path']): Promise<number>;
  portal(path: FuzzCase['path']): Portal;
  readonly admin: Connection;
  connect(): Promise<Connection>;
}

export async function runCase(lane: Lane, fuzzCase: FuzzCase): Promise<Judged> {
  const began = performance.now();
  const { admin, schema } = lane;
  await clear(admin, schema);
  const problem = await setUp(admin, schema, fuzzCase);
  const judged =
    problem === undefined
      ? await judge(lane, fuzzCase)
      : { changed: false, run: null, outcome: { kind: 'invalid', reason: problem } as const };
  return { ...judged, ms: performance.now() - began };
}

async function judge(lane: Lane, fuzzCase: FuzzCase): Promise<Omit<Judged, 'ms'>> {
  const { admin, schema } = lane;
  const plain = await runPlain(lane, fuzzCase);
  // The product would stop it too, and only after a minute.
  if (plain.error?.includes('interrupted') === true) {
    return { changed: false, run: null, outcome: { kind: 'invalid', reason: 'the server does not end it' } };
  }
  const before = await snapshot(admin, schema);
  try {
    return { changed: plain.changed, ...(await throughProduct(lane, fuzzCase, before, plain)) };
  } catch (error) {
    return { changed: plain.changed, run: null, outcome: { kind: 'wrong', reason: 'crash', detail: stackOf(error) } };
  }
}

interface Told {
  readonly outcome: Outcome;
  readonly run: Run | null;
}

async function throughProduct(lane: Lane, fuzzCase: FuzzCase, before: Content, plain: Plain): Promise<Told> {
  const { admin, schema } = lane;
  const portal = lane.portal(fuzzCase.path);
  const filed = await portal.file(await lane.targetId(fuzzCase.path), requestText(fuzzCase));
  const same = async (expected: Content, what: string): Promise<Outcome | undefined> => {
    const found = differences(expected, await snapshot(admin, schema));
    return found.length > 0 ? wrong(what, describeDifferences(found)) : undefined;
  };
  const notRun = (outcome: Outcome): Told => ({ outcome, run: null });
  if ('refused' in filed) {
    return notRun((await same(before, 'filing changed data')) ?? refused(filed.refused, 'not filed', plain));
  }
  if (filed.status !== 'planned')
    return notRun(wrong(`stuck in ${filed.status} after filing`, JSON.stringify(filed.revision.findings)));
  const promise = filed.verdict ?? 'none';
  const reasons = reasonsOf(filed);
  const blocked = filed.revision.findings.filter(({ severity }) => severity === 'block').map(({ code }) => code);
  if (filed.revision.plan?.runnable !== true || blocked.length > 0) {
    const changed = await same(before, 'filing changed data');
    if (changed !== undefined) return notRun(changed);
    if (plain.error !== null) return notRun({ kind: 'invalid', reason: plain.error });
    return notRun(
      refused(
        blocked.length > 0 && promise !== 'none' ? `finding ${blocked.join(', ')}` : reasons,
        'not offered',
        plain,
      ),
    );
  }

  const alone = promise === 'none' && fuzzCase.writers === null;
  const { session } = filed.revision.plan;
  const should = alone ? await expectedOf(admin, schema, fuzzCase, session.timeZone) : null;
  const writers = fuzzCase.writers === null ? null : await startWriters(lane.connect, schema, fuzzCase.writers);
  let ran: RequestView;
  let ledger: Ledger | null = null;
  try {
    ran = await portal.approveAndRun(filed, () => writers?.release());
  } finally {
    ledger = (await writers?.finish()) ?? null;
  }
  const expected = withLedger(before, ledger);
  const failure = ran.executions[0]?.failure ?? null;
  if (ran.status === 'failed') {
    const effect = await same(expected, `an aborted run (${failure?.code ?? 'no reason'}) left an effect`);
    if (effect !== undefined) return notRun(effect);
    if (promise === 'none') return notRun(refused(reasons, `failed: ${failure?.code ?? ''}`, plain));
    if (plain.error !== null) return notRun({ kind: 'invalid', reason: plain.error });
    return notRun({ kind: 'aborted', reason: abortReason(failure), detail: JSON.stringify(failure?.params) });
  }
  const run = runOf(filed, fuzzCase, schema, promise !== 'none');
  if (ran.status !== 'closed') {
    const unverified = ran.executions.some(({ status }) => status === 'verification-failed');
    // A writer that came after the commit changed what verification looks at.
    if (!(unverified && ledger !== null)) {
      const outcome = wrong(
        `stuck in ${ran.status} after the run`,
        JSON.stringify([ran.executions, ran.revision.findings]),
      );
      return { outcome, run };
    }
  }
  const outcome =
    promise === 'none'
      ? ((await withoutWayBack(lane, portal, ran, should)) ??
        refused(reasons, should === null ? 'ran' : 'ran and did just what the statements do', plain))
      : await rollBack(lane, portal, ran, { promise, reasons, expected, hadWriters: ledger !== null });
  return { outcome, run };
}

/** Tables with foreign keys, and the places of the columns of those keys. */
function childrenOf({ tables, after }: FuzzCase): Map<string, Set<number>> {
  const children = new Map<string, Set<number>>();
  for (const { name, columns, constraints } of tables) {
    const added = after.filter((text) => text.startsWith(`ALTER TABLE ${quoted(name)} ADD CONSTRAINT`));
    const keys = [...constraints, ...added].flatMap((text) => /FOREIGN KEY \((.*?)\)/.exec(text)?.[1] ?? []);
    const names = keys.flatMap((list) => list.split(', ').map((each) => each.replaceAll('`', '')));
    const places = names.map((each) => columns.findIndex((column) => column.name === each));
    if (places.length > 0) children.set(name, new Set(places));
  }
  return children;
}

/** What the second judge needs to know. */
function runOf({ revision }: RequestView, fuzzCase: FuzzCase, schema: string, promised: boolean): Run {
  return {
    contentHash: revision.contentHash ?? '',
    schema,
    promised,
    tables: revision.plan?.tables.map(({ table }) => table) ?? [],
    children: hasNativeKeys(environmentNamed(fuzzCase.environment)) ? childrenOf(fuzzCase) : new Map(),
  };
}

function refused(reason: string, then: string, plain: Plain): Outcome {
  return plain.error !== null && then.startsWith('not')
    ? { kind: 'invalid', reason: plain.error }
    : { kind: 'refused', reason, then };
}

function reasonsOf({ revision }: RequestView): string {
  const reasons = [
    ...(revision.plan?.reasons ?? []),
    ...(revision.plan?.statements ?? []).flatMap((statement) => statement.reasons),
  ];
  const told = reasons.map(({ code, params }) =>
    code === 'form-not-supported' ? `${code} (${String(params['form']).replace(/ fz_\w+\..*/, '')})` : code,
  );
  return [...new Set(told)].join(' + ') || 'no reason';
}

function abortReason(
  failure: { readonly code: string; readonly params: Readonly<Record<string, unknown>> } | null,
): string {
  if (failure === null) return 'no reason';
  const number = failure.params['errno'];
  return number === undefined ? failure.code : `${failure.code} ${String(number)}`;
}

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
