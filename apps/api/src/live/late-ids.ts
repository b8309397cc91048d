// Ids are given at INSERT and become visible at COMMIT, so a lower id may appear after a higher one. Remembers the ids
// that were passed over, for as long as their transaction may still be open.

export class LateIds {
  private readonly missing = new Map<number, number>();

  constructor(
    private last: number,
    private readonly patienceMs: number,
    private readonly most: number,
  ) {}

  get highest(): number {
    return this.last;
  }

  /** Ids below the highest that have not been seen and may still come. */
  get awaited(): readonly number[] {
    return [...this.missing.keys()];
  }

  /** Notes that a row was read. `now` in milliseconds. */
  seen(id: number, now: number): void {
    this.missing.delete(id);
    const from = Math.max(this.last + 1, id - this.most);
    for (let passed = from; passed < id; passed += 1) this.missing.set(passed, now);
    this.last = Math.max(this.last, id);
  }

  /** Gives up ids whose transaction was surely aborted: a gap stays a gap. */
  forgetOld(now: number): void {
    for (const [id, since] of this.missing) {
      if (now - since > this.patienceMs || this.missing.size > this.most) this.missing.delete(id);
    }
  }
}
