// What happened, and what to do.
import type { ProblemCode } from '@sluice/contracts';

export const problems: Record<ProblemCode, { title: string; help: string }> = {
  'bad-request': { title: 'The server did not understand the request', help: '{{detail}}' },
  'not-signed-in': { title: 'You are not signed in', help: 'Sign in and try again.' },
  'wrong-credentials': { title: 'Login or password is wrong', help: 'Check both and try again.' },
  csrf: { title: 'The page is out of date', help: 'Reload it and try again.' },
  'not-allowed': { title: 'You may not do this', help: 'Ask an administrator for a role that allows it ({{action}}).' },
  'own-request': { title: 'You filed this request', help: 'Someone else must approve it.' },
  'wrong-password': { title: 'The present password is wrong', help: 'Nothing was changed. Check it and try again.' },
  'password-change-needed': {
    title: 'Choose a password of your own first',
    help: 'An administrator gave you the present one.',
  },
  'demo-account': {
    title: 'Demo logins keep their passwords',
    help: 'Everyone may know them. Make an account of your own to try this.',
  },
  'not-found': { title: 'There is nothing here', help: 'It may have been removed, or it is not yours to see.' },
  'state-changed': {
    title: 'The request has moved on',
    help: 'It is now in the state “{{status}}”. The page shows the present state.',
  },
  'approval-stale': {
    title: 'The content has changed since you looked',
    help: 'Nothing was approved. Read the new content and decide again.',
  },
  'idempotency-reused': { title: 'This was already sent with other content', help: 'Reload the page and try again.' },
  'idempotency-running': {
    title: 'This is being done already',
    help: 'Wait a moment; the page updates by itself. If it does not, send it again after $t(unit.seconds, {"count": {{seconds}} }): it is never done twice.',
  },
  'rollback-not-possible': { title: 'It cannot be rolled back', help: 'Reason: {{why}}' },
  'name-taken': { title: 'The name is taken', help: 'Choose another name than {{name}}.' },
  'setup-done': { title: 'Sluice is already set up', help: 'Sign in with an account.' },
  'link-invalid': {
    title: 'The link no longer works',
    help: 'It was used or has expired. Restart Sluice for a new one.',
  },
  'too-large': { title: 'It is too large', help: 'At most {{limit}} are taken.' },
  'password-unchanged': { title: 'That is the present password', help: 'Choose another one.' },
  invalid: { title: 'Something in the form is not right', help: 'Correct the marked fields.' },
  'too-many-attempts': {
    title: 'Too many attempts',
    help: 'Wait for $t(unit.seconds, {"count": {{seconds}} }) and try again.',
  },
  internal: { title: 'Something broke in Sluice', help: 'Try again. If it stays, tell an administrator the code.' },
  'target-unavailable': { title: 'The target does not answer', help: '{{message}}' },
  'not-ready': { title: 'Sluice is starting', help: 'Try again in a moment.' },
};
