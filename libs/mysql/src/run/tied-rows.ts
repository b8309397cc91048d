// The rows that a statement reaches beyond its own (foreign keys that cascade, triggers): locked and kept before it, looked at after it. What became of them
// must be all that the server counts beyond the statement's own rows.
import type { PlannedLog, PlannedStatement, PlannedTie, TableName } from '@sluice/contracts';
import {
  captureAbove,
  captureAfter,
  captureTied,
  captureTiedAfter,
  captureWhereBefore,
  countGone,
  countImages,
  countSame,
  countTied,
  dropSame,
  dropUnchanged,
  heldSets,
  tiedSets,
  tryWriting,
  type ImageSet,
} from '@sluice/rollback';
import type { Session } from '../connect/session.js';
import { differs, expectRows, limitRows, type Captured, type CountedRows } from './captured.js';
import { lockAbove } from './lock-above.js';
import { tryRecomputing } from './recomputed.js';
import { captureSettings } from './settings.js';
import type { Beyond } from './side-effects.js';

/** What became of one set's captured rows. */
interface Outcome {
  readonly gone: number;
  readonly changed: number;
}

export class TiedRows {
  /** Set by the change itself: the comparison of its counters, which waits for the images. */
  compare: ((beyond: Omit<Beyond, 'native'>) => void) | undefined;
  private readonly before = new Map<ImageSet, number>();
  /** How often triggers may change rows. */
  private readonly named = new Map<PlannedTie, number>();
  /** The highest id before. */
  private readonly above = new Map<PlannedLog, string | null>();

  private constructor(
    private readonly ties: readonly PlannedTie[],
    private readonly logs: readonly PlannedLog[],
    /** Of the tables that ties lead to. */
    private readonly sets: readonly ImageSet[],
    /** The statement's own too. */
    private readonly all: readonly ImageSet[],
  ) {}

  static of(statement: PlannedStatement, all: readonly ImageSet[]): TiedRows | undefined {
    const { ties = [], logs = [] } = statement;
    const written = logs.filter(({ perRow }) => perRow > 0);
    if (ties.length + written.length === 0) return undefined;
    return new TiedRows(ties, written, tiedSets(statement, all), all);
  }

  /** Whether a tie leads back to a table that the statement changes itself. */
  leadsBack({ sets }: Pick<Captured, 'sets'>): boolean {
    return this.sets.some((set) => sets.includes(set));
  }

  /** Before the change, when the statement's `own` rows are captured and the schema is compared. */
  async capture(captured: Captured, own: number): Promise<void> {
    const { session, statement } = captured;
    const { number } = statement;
    await captureSettings(session);
    for (const { table } of heldSets(statement, this.all)) for (const sql of tryWriting(table)) await session.run(sql);
    const rows = await this.gather(session, this.ties, (tie, from, to) => captureTied(tie, from, to, number));
    limitRows(captured, own + rows);
    for (const tie of this.ties.filter(({ trigger }) => trigger !== undefined)) {
      this.named.set(tie, await session.count(countTied(tie, this.setOf(tie.from), this.setOf(tie.to), number)));
    }
    for (const log of this.logs) this.above.set(log, await lockAbove(session, this.setOf(log).table));
    for (const set of this.sets) {
      const kept = await session.count(countImages(number, set.names.before));
      // As for the statement's own rows: a lossy image shows before anything changed.
      const same = await session.count(countSame(set.table, number, set.names.before));
      if (same !== kept) throw differs(same, kept);
      this.before.set(set, kept);
      await tryRecomputing(captured, set, kept);
    }
  }

  /** After it, when the images of the statement's own rows are complete. @throws TargetError where the server counted anything else */
  async keep(captured: Captured, rows: CountedRows): Promise<CountedRows> {
    const { session, statement } = captured;
    const { number } = statement;
    await captureSettings(session);
    const moving = this.sets.filter((set) => this.into(set).some(({ moves }) => moves));
    for (const set of moving) await session.run(captureWhereBefore(set, number));
    const moves = this.ties.filter((tie) => tie.moves);
    await this.gather(session, moves, (tie, from, to) => captureTiedAfter(tie, from, to, number));
    let deletes = this.leadsBack(captured) ? await this.ownGone(captured, rows) : 0;
    let updates = 0;
    let modified = 0;
    for (const set of this.sets) {
      const outcome = moving.includes(set)
        ? await this.keepMoved(session, set, number)
        : await this.keepThere(captured, set);
      const changing = this.into(set).filter((tie) => tie.changes);
      deletes += outcome.gone;
      // A row may be changed by one tie and then taken away, or changed again, by another; by a trigger as often as it is named.
      for (const tie of changing) {
        const times = this.named.get(tie) ?? outcome.gone + outcome.changed;
        updates += times;
        modified += times * (inUniqueKey(tie, set) ? 2 : 1);
      }
    }
    const writes = await this.keepLogs(captured, rows);
    const byTriggers = this.named.size + this.logs.length > 0;
    const leadsBack = this.leadsBack(captured);
    this.compare?.({ updates, deletes, writes, modified: modified + deletes + writes, leadsBack, byTriggers });
    let images = 0;
    for (const { names, hasBefore, hasAfter } of heldSets(statement, this.all)) {
      if (hasBefore) images += await session.count(countImages(number, names.before));
      if (hasAfter) images += await session.count(countImages(number, names.after));
    }
    return { ...rows, images };
  }

  /** Rows that triggers inserted: all that is above the highest id before is ours. Just as many as they fire for. */
  private async keepLogs({ session, statement }: Captured, { changed, matched }: CountedRows): Promise<number> {
    const fired = statement.operation === 'update' ? matched : changed;
    let rows = 0;
    for (const log of this.logs) {
      const { table, names } = this.setOf(log);
      const expected = fired * log.perRow;
      await expectRows(session, captureAbove(table, statement.number, names, this.above.get(log) ?? null), expected);
      rows += expected;
    }
    return rows;
  }

  /** Over all ties until none brings a row any more; how many came. */
  private async gather(
    session: Session,
    ties: readonly PlannedTie[],
    text: (tie: PlannedTie, from: ImageSet, to: ImageSet) => string,
  ): Promise<number> {
    let rows = 0;
    for (let found = -1; found !== 0;) {
      found = 0;
      for (const tie of ties)
        found += (await session.run(text(tie, this.setOf(tie.from), this.setOf(tie.to)))).affected;
      rows += found;
    }
    return rows;
  }

  /** Rows that keep their key: gone, changed, or the same. */
  private async keepThere({ session, statement, sets }: Captured, set: ImageSet): Promise<Outcome> {
    const { number, operation } = statement;
    const { table, names } = set;
    const kept = this.before.get(set) ?? 0;
    const gone = await session.count(countGone(set, number));
    const same = await session.count(countSame(table, number, names.before));
    const changed = kept - gone - same;
    const mayGo = this.into(set).some((tie) => tie.deletes) || (operation === 'delete' && sets.includes(set));
    if ((gone > 0 && !mayGo) || (changed > 0 && !set.hasAfter)) throw differs(same, kept);
    if (same > 0) await expectRows(session, dropUnchanged(table, number, names), same);
    if (changed > 0) await expectRows(session, captureAfter(table, number, names), changed);
    return { gone, changed };
  }

  /** Rows whose key follows their parent's: as many as before, wherever they are now. */
  private async keepMoved(session: Session, set: ImageSet, number: number): Promise<Outcome> {
    const kept = this.before.get(set) ?? 0;
    const now = await session.count(countImages(number, set.names.after));
    if (now !== kept) throw differs(now, kept);
    await session.run(dropSame(set, number));
    return { gone: 0, changed: kept };
  }

  /** Rows of the statement's own tables that a cascade took away before the statement came to them: less those that it counts. */
  private async ownGone({ session, statement, sets }: Captured, { changed }: CountedRows): Promise<number> {
    let gone = -changed;
    for (const set of sets) {
      if (!this.sets.includes(set)) gone += await session.count(countGone(set, statement.number));
    }
    return gone;
  }

  private into(set: ImageSet): PlannedTie[] {
    return this.ties.filter(({ to }) => isOf(set, to));
  }

  private setOf(name: TableName): ImageSet {
    const set = this.all.find((one) => isOf(one, name));
    if (!set) throw new Error(`no images of ${name.schema}.${name.table}`);
    return set;
  }
}

/** Then InnoDB may have to write the row anew: two changes of one. */
function inUniqueKey({ toColumns }: PlannedTie, { table }: ImageSet): boolean {
  return table.uniqueKeys.some(({ columns }) => columns.some((name) => toColumns.includes(name)));
}

function isOf({ table }: ImageSet, name: TableName): boolean {
  return table.schema === name.schema && table.table === name.table;
}
