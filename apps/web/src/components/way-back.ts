import type { RequestRow } from '@sluice/contracts';

/** It ran and could have been taken back, until its row images were dropped. */
export function hasEnded({
  status,
  verdict,
  rollbackOf,
  imagesUntil,
}: Pick<RequestRow, 'status' | 'verdict' | 'rollbackOf' | 'imagesUntil'>): boolean {
  const ran = status === 'verified' || status === 'closed' || status === 'half-run';
  return ran && rollbackOf === null && verdict !== null && verdict !== 'none' && imagesUntil === null;
}

/** Within a day. */
export function endsSoon(imagesUntil: string, now: number): boolean {
  return Date.parse(imagesUntil) - now < 86_400_000;
}

/** `6 days`, `20 hr`, `3 min`, in full units; `now` in epoch milliseconds. */
export function timeLeft(imagesUntil: string, now: number, locale: string): string {
  const seconds = Math.max((Date.parse(imagesUntil) - now) / 1_000, 0);
  const [unit, size]: readonly [string, number] =
    seconds >= 86_400 ? ['day', 86_400] : seconds >= 3_600 ? ['hour', 3_600] : ['minute', 60];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(
    Math.floor(seconds / size),
  );
}
