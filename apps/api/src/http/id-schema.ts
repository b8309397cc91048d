import { z } from 'zod';

/** An id in a path. */
export const idSchema = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);
