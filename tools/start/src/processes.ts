/** The processes of the portal itself, in the order in which they are started. */
export const PROCESSES = [
  { name: 'HTTP process', program: 'apps/api/dist/main.js', processFile: 'api.process.json', log: 'api.log' },
  { name: 'worker', program: 'apps/api/dist/worker.js', processFile: 'worker.process.json', log: 'worker.log' },
] as const;

/**
 * V8 collects late where a machine has room: without a bound the HTTP process rested at 620 MiB after 1,700 analyses, with it below 300.
 * An 8 MiB text needs about 500.
 */
export const HEAP_BOUNDS = ['--max-old-space-size=768', '--max-semi-space-size=16'] as const;
