import { z } from 'zod';

/** A whole list, short by nature; long ones are pages (@sluice/contracts paging.ts). */
export interface List<T> {
  readonly items: readonly T[];
}

export function listOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item) });
}
