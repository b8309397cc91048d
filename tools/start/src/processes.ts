/** The processes of the portal itself, in the order in which they are started. */
export const PROCESSES = [
  { name: 'HTTP process', program: 'apps/api/dist/main.js', processFile: 'api.process.json', log: 'api.log' },
  { name: 'worker', program: 'apps/api/dist/worker.js', processFile: 'worker.process.json', log: 'worker.log' },
] as const;
