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
