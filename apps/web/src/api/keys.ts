// Names of the cached answers; a live event makes stale what stands under them.
export const keys = {
  requests: ['requests'],
  me: ['me'],
  demoLogins: ['demo-logins'],
  sessions: ['sessions'],
  accounts: ['accounts'],
  teams: ['teams'],
  requestLists: ['requests', 'list'],
  inboxCount: ['requests', 'inbox-count'],
  request: (id: number) => ['requests', 'one', id] as const,
  revision: (id: number, number: number) => ['revisions', id, number] as const,
  targets: ['targets'],
  audit: ['audit'],
} as const;
