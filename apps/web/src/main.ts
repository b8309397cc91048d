// The content security policy forbids the code that zod would otherwise generate. It asks for that when a schema is made,
// so all that makes schemas is imported only after this is set.
import { z } from 'zod';

z.config({ jitless: true });
const { start } = await import('./app/start');
await start();
