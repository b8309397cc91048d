// Codes that stand as a parameter inside another sentence: why something was not read, proved or reached.
export const details = {
  'kind-not-sliced': 'this kind of statement is not undone yet',
  'syntax-not-understood': 'its grammar is not known to Sluice',
  'insert-source-not-cut': 'where its new rows come from is not clear',
  'statement-not-accepted': 'the target does not accept the statement',
  'digest-differs': 'the target reads it another way',
  'guard-failed': 'a cut stands at another place than it seems',
  'slice-incomplete': 'parts of it are not known',
  'answers-missing': 'the target did not answer',
  'target-not-known': 'which table changes is not known',
  'not-parsed': 'its grammar is not known to the rules',
  'too-long': 'it is too long',
  'account-not-set': 'no account is set',
  'credential-unreadable': 'the stored password cannot be opened with the keys that Sluice has',
};
