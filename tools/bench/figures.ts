// Figures and their bounds: what a benchmark prints, and whether it holds.

export interface Figure {
  readonly name: string;
  readonly unit: string;
  /** One value a round; the median is judged. Empty: not measured on this machine. */
  readonly rounds: readonly number[];
  /** The median may not exceed it. */
  readonly bound: number;
}

/** The value below which `share` (0..1] of the values lie, by the nearest rank. Throws on no values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new Error('no values');
  return value;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

export type Judgement = 'holds' | 'exceeded' | 'not measured';

export function judge(figure: Figure): Judgement {
  if (figure.rounds.length === 0) return 'not measured';
  return median(figure.rounds) <= figure.bound ? 'holds' : 'exceeded';
}

const number = (value: number): string => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);

/** One line a figure: median, bound, verdict and the rounds it comes from. */
export function renderFigure(figure: Figure): string {
  const judgement = judge(figure);
  const measured = judgement === 'not measured' ? '–' : number(median(figure.rounds));
  const rounds = figure.rounds.map(number).join(' ');
  return `${figure.name.padEnd(52)} ${measured.padStart(8)} ${figure.unit.padEnd(4)} bound ${number(figure.bound).padStart(7)}  ${judgement.padEnd(12)} rounds: ${rounds}`;
}
