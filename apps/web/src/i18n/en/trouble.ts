// What the pages say when something is missing or fails.
export const trouble = {
  notFoundTitle: 'There is nothing here',
  notFoundHelp: 'The address may be mistyped, or the thing is not yours to see.',
  toInbox: 'To the inbox',
  notAllowedTitle: 'You may not see this page',
  notAllowedWho: 'It is for: {{roles}}. An administrator can give you a role under People.',
  offlineTitle: 'Sluice does not answer',
  offlineHelp: 'Check your connection and try again. What you typed is still here.',
  badAnswerTitle: 'Sluice answered in an unexpected way',
  badAnswerHelp:
    'Reload the page: it may be older than the server. If that does not help, tell an administrator the code.',
  brokenTitle: 'This page broke',
  brokenHelp: 'Reload it. If that does not help, tell an administrator what you did.',
  code: 'Code: {{code}}',
  requestId: 'Request: {{id}}',
  reload: 'Reload',
};
