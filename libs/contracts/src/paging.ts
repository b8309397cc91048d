// Keyset pagination: the one style of every list. A cursor is opaque to the client.
import { z } from 'zod';

export const pageQuerySchema = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type PageQuery = z.infer<typeof pageQuerySchema>;

export function pageSchema<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}
