// Values as MySQL's text protocol takes them; times are UTC text, so the machine's zone never enters.

export type Value = string | number | null | Buffer;

export interface DemoRow {
  readonly table: string;
  readonly values: readonly Value[];
}

export const minute = 60_000;
export const day = 24 * 60 * minute;

/** The shop's past: fixed, so that every load is the same. */
export const opened = Date.UTC(2024, 10, 1);
export const closed = Date.UTC(2026, 10, 15);

/** `2026-06-22 03:10:00.000000`; `micros` are added to the milliseconds. */
export function timestamp(milliseconds: number, micros = 0): string {
  const text = new Date(milliseconds).toISOString();
  return `${text.slice(0, 10)} ${text.slice(11, 23)}${String(micros).padStart(3, '0')}`;
}

export function date(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}

export function money(cents: number): string {
  return (cents / 100).toFixed(2);
}
