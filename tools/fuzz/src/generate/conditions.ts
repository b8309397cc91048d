// Conditions of a table that decide whether its rows can be found and put back: keys, generated and invisible columns, partitions, side effects.

export interface Condition {
  readonly name: string;
  readonly weight: number;
  /** Rows of the table have a number that tells them apart, and nothing else moves when another session changes one. */
  readonly writers: boolean;
}

export const conditionList = [
  { name: 'plain key', weight: 14, writers: true },
  { name: 'auto-increment key', weight: 4, writers: true },
  { name: 'composite key', weight: 2, writers: true },
  { name: 'text key', weight: 2, writers: true },
  { name: 'odd key', weight: 2, writers: true },
  { name: 'unique key only', weight: 1.5, writers: true },
  { name: 'nullable unique key', weight: 1, writers: false },
  { name: 'generated key', weight: 0.7, writers: false },
  { name: 'no key', weight: 1.5, writers: false },
  { name: 'no key, equal rows', weight: 1.5, writers: false },
  { name: 'generated invisible key', weight: 1.5, writers: true },
  { name: 'partitions', weight: 2, writers: true },
  { name: 'many rows', weight: 0.2, writers: true },
  { name: 'generated columns', weight: 2, writers: true },
  { name: 'invisible columns', weight: 1.5, writers: true },
  { name: 'on update timestamp', weight: 2, writers: true },
  { name: 'unique keys', weight: 2.5, writers: true },
  { name: 'checks and defaults', weight: 1.5, writers: true },
  { name: 'special indexes', weight: 1, writers: true },
  { name: 'cascade', weight: 1.5, writers: true },
  { name: 'set null', weight: 1.5, writers: true },
  { name: 'deep cascade', weight: 1, writers: true },
  { name: 'cascade in a circle', weight: 1, writers: true },
  { name: 'cascade to keys', weight: 1, writers: true },
  { name: 'cascade by several columns', weight: 0.7, writers: true },
  { name: 'kept by children', weight: 0.7, writers: true },
  { name: 'child of a key', weight: 1, writers: true },
  { name: 'triggers', weight: 4, writers: false },
  { name: 'opaque triggers', weight: 1, writers: false },
] as const satisfies readonly Condition[];

export type ConditionName = (typeof conditionList)[number]['name'];

export const allowsWriters = (name: ConditionName): boolean =>
  conditionList.some((condition) => condition.name === name && condition.writers);
