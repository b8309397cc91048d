// The schema on the target that belongs to Sluice, and what its tables are called.

/** Quoted; its name is the same on every target, so that a DBA can grant it once. */
export const sluiceSchema = '`sluice`';
export const markerTable = `${sluiceSchema}.\`marker\``;

export interface ImageNames {
  readonly before: string;
  readonly after: string;
  /** Temporary, of one session. */
  readonly keys: string;
  readonly stage: string;
  /** Keys out of a join, where they may be NULL. */
  readonly joined: string;
  readonly moved: string;
  readonly undo: string;
}

/** `execution` is 1–40 characters of [a-z0-9], `table` the place in the plan's list: never longer than MySQL's 64 characters. */
export function imageNames(execution: string, table: number): ImageNames {
  if (!/^[a-z0-9]{1,40}$/.test(execution)) throw new Error(`not an execution key: ${execution}`);
  const name = (kind: string): string => `${sluiceSchema}.\`${kind}_${execution}_${String(table + 1)}\``;
  return {
    before: name('before'),
    after: name('after'),
    keys: name('keys'),
    stage: name('stage'),
    joined: name('joined'),
    moved: name('moved'),
    undo: name('undo'),
  };
}

/** Whether a table of that name, made in our schema, could stand before one of ours. */
export function isOwnName(table: string): boolean {
  return /^(marker|preview|(before|after|keys|stage|joined|moved|undo)_.*)$/i.test(table);
}
