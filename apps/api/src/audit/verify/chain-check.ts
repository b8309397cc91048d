// Checks the chain as it is read, seal by seal: pure, so that each kind of tampering has its test without a database.
import type { AuditKeys } from '../../config/audit-keys.js';
import { headIsGenuine, type AuditHead } from '../audit-head.js';
import { entryHash, genesisHash, type StoredEntry } from '../canonical-entry.js';

export interface SealedEntry {
  readonly sequence: number;
  readonly entryId: number;
  readonly hash: Buffer;
  /** null: the seal names an entry that is not there. */
  readonly entry: StoredEntry | null;
}

export type TamperingCode =
  | 'gap'
  | 'entry-missing'
  | 'edited'
  | 'reordered'
  | 'recomputed'
  | 'truncated'
  | 'head-forged'
  | 'head-missing'
  | 'unsigned-end'
  | 'not-sealed'
  | 'heads-file-damaged';

export interface Tampering {
  readonly code: TamperingCode;
  /** Where: a sequence of the chain, or of a head; for `not-sealed` the id of the entry. */
  readonly at: number;
}

export class ChainCheck {
  readonly found: Tampering[] = [];
  passed = 0;
  private sequence = 0;
  private hash: Buffer = genesisHash;
  private waiting: SealedEntry | null = null;
  private readonly headAt: ReadonlyMap<number, readonly AuditHead[]>;
  private readonly stored: ReadonlySet<number>;

  /** `filed` are the heads of the file outside the database, `stored` those of the database. */
  constructor(
    keys: AuditKeys,
    private readonly heads: { readonly filed: readonly AuditHead[]; readonly stored: readonly AuditHead[] },
  ) {
    const genuine: AuditHead[] = [];
    for (const head of [...heads.filed, ...heads.stored]) {
      if (headIsGenuine(keys, head)) genuine.push(head);
      else this.found.push({ code: 'head-forged', at: head.sequence });
    }
    this.headAt = Map.groupBy(genuine, ({ sequence }) => sequence);
    this.stored = new Set(heads.stored.map(({ sequence }) => sequence));
  }

  /** Takes the seals in the order of their sequence; each is judged when the one after it is known. */
  next(seal: SealedEntry): void {
    const before = this.waiting;
    this.waiting = seal;
    if (before !== null) this.judge(before, seal);
  }

  /** After the last seal. `notSealed` are ids of entries that are older than a sealer may leave them. */
  end(notSealed: readonly number[]): void {
    if (this.waiting !== null) this.judge(this.waiting, null);
    for (const id of notSealed) this.found.push({ code: 'not-sealed', at: id });
    const last = Math.max(0, ...this.headAt.keys());
    for (const at of this.headAt.keys()) if (at > this.sequence) this.found.push({ code: 'truncated', at });
    for (const { sequence } of this.heads.filed) {
      if (sequence <= this.sequence && !this.stored.has(sequence))
        this.found.push({ code: 'head-missing', at: sequence });
    }
    if (last < this.sequence) this.found.push({ code: 'unsigned-end', at: last + 1 });
  }

  private judge(seal: SealedEntry, after: SealedEntry | null): void {
    const problem = this.gap(seal) ?? this.content(seal, after) ?? this.head(seal);
    if (problem === null) this.passed += 1;
    else this.found.push(problem);
    // From here on the chain is followed by what is written, so that one change is reported once, where it is.
    this.sequence = seal.sequence;
    this.hash = seal.hash;
  }

  private gap({ sequence }: SealedEntry): Tampering | null {
    return sequence === this.sequence + 1 ? null : { code: 'gap', at: this.sequence + 1 };
  }

  private content({ sequence, hash, entry }: SealedEntry, after: SealedEntry | null): Tampering | null {
    if (entry === null) return { code: 'entry-missing', at: sequence };
    if (entryHash(this.hash, sequence, entry).equals(hash)) return null;
    const swapped = after?.entry && entryHash(this.hash, sequence, after.entry).equals(hash);
    return { code: swapped ? 'reordered' : 'edited', at: sequence };
  }

  private head({ sequence, hash }: SealedEntry): Tampering | null {
    const differs = this.headAt.get(sequence)?.some((head) => head.hash !== hash.toString('hex'));
    return differs ? { code: 'recomputed', at: sequence } : null;
  }
}
