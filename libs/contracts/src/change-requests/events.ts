// Live pages: an event says only what moved and to which version; the page refetches what it shows.
import { z } from 'zod';

export const liveEventSchema = z.object({
  id: z.int(),
  subject: z.enum(['change-request', 'target']),
  subjectId: z.int(),
  version: z.int(),
});
export type LiveEvent = z.infer<typeof liveEventSchema>;
