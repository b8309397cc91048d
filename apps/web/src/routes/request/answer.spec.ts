import type { RequestView } from '@sluice/contracts';
import { answerOf } from './answer';

type Subject = Parameters<typeof answerOf>[0];

const statement = (operation: string, table: string | null = 'orders') => ({
  operation,
  table: table === null ? null : { schema: 'shop', table },
});

function subject(part: Partial<Subject>, statements = [statement('update')]): Subject {
  return {
    status: 'planned',
    rows: { rows: 42, atLeast: false },
    rollbackOf: null,
    verdict: 'exact',
    revision: { plan: { statements } } as RequestView['revision'],
    executions: [],
    approvable: { revisionId: 1, contentHash: '0'.repeat(64) },
    allowed: { approve: true } as RequestView['allowed'],
    ...part,
  };
}

const ran = (status: string, rows = 42) =>
  [{ status, failure: null, changed: [{ statement: 1, rows }] }] as unknown as RequestView['executions'];
const names = (view: Subject) => answerOf(view).map(({ name }) => name);

test('a planned change says what it does, how it is undone and for whom it waits', () => {
  expect(answerOf(subject({}))).toEqual([
    { name: 'update', params: { count: 42, table: 'shop.orders' } },
    { name: 'exact' },
    { name: 'waitsForYou' },
  ]);
  expect(names(subject({ allowed: { approve: false } as RequestView['allowed'] }))).toContain('waitsForOthers');
});

test.each([
  ['two tables', [statement('update'), statement('update', 'carts')], 'rows'],
  ['two kinds of statement', [statement('update'), statement('delete')], 'rows'],
  ['a table that is not known', [statement('update', null)], 'rows'],
  ['a replace', [statement('replace')], 'rows'],
  ['one kind on one table', [statement('delete'), statement('delete')], 'delete'],
] as const)('%s', (_what, statements, name) => {
  expect(names(subject({}, [...statements]))[0]).toBe(name);
});

test('it does not claim a count that it does not have', () => {
  expect(names(subject({ rows: null }))[0]).toBe('unknown');
  expect(names(subject({ rows: { rows: 42, atLeast: true } }))[0]).toBe('atLeast');
  expect(names(subject({ rows: { rows: 0, atLeast: false } }))[0]).toBe('nothing');
});

test('a change that cannot run does not wait for anyone', () => {
  expect(names(subject({ approvable: null }))).toEqual(['update', 'notRunnable']);
});

test('after the run it says what was done', () => {
  expect(answerOf(subject({ status: 'closed', executions: ran('verified', 41) }))[0]).toEqual({
    name: 'changed',
    params: { count: 41 },
  });
  expect(names(subject({ status: 'closed', executions: ran('verified', 0) }))[0]).toBe('changedNone');
});

test('a failure says whether anything changed', () => {
  expect(names(subject({ status: 'failed', executions: ran('failed', 0) }))).toEqual(['failed']);
  expect(names(subject({ status: 'failed', executions: ran('verification-failed') }))).toEqual(['failedVerification']);
  expect(names(subject({ status: 'failed', executions: [...ran('failed', 0), ...ran('verified')] }))).toEqual([
    'failedPartly',
  ]);
});

test('a rollback speaks of what it undoes', () => {
  expect(answerOf(subject({ rollbackOf: 7 }))[0]).toEqual({ name: 'putBack', params: { count: 42, id: 7 } });
  expect(answerOf(subject({ status: 'closed', rollbackOf: 7, executions: ran('verified') }))[0]).toEqual({
    name: 'wasPutBack',
    params: { count: 42, id: 7 },
  });
  expect(answerOf(subject({ rollbackOf: 7, rows: null }))[0]).toEqual({ name: 'putBackUnknown', params: { id: 7 } });
});

test('a structure change speaks of definitions, before and after, there and back', () => {
  const step = {
    definitions: [
      { table: 'orders', before: 'a', after: 'b' },
      { table: 'carts', before: 'c', after: 'c' },
    ],
    recycled: [{ table: 'old' }],
  };
  const revision = {
    plan: { statements: [statement('other')], structure: { steps: [step] } },
  } as unknown as RequestView['revision'];
  const tables = 'orders, old';
  const first = (part: Partial<Subject>) => answerOf(subject({ revision, rows: null, ...part }))[0];
  expect(first({})).toEqual({ name: 'structure', params: { tables } });
  expect(first({ rollbackOf: 7 })).toEqual({ name: 'structureBack', params: { tables, id: 7 } });
  expect(first({ status: 'closed', executions: ran('verified', 0) })).toEqual({
    name: 'structureChanged',
    params: { tables },
  });
  expect(first({ status: 'verified', rollbackOf: 7 })).toEqual({ name: 'structureWasBack', params: { tables, id: 7 } });
  expect(first({ status: 'rolled-back' })).toEqual({ name: 'structureRolledBack' });
});

test('a change of access says whose, before and after, there and back', () => {
  const differences = [{ account: { user: 'dana', host: '10.%' } }, { account: { user: 'support', host: '%' } }];
  const revision = { plan: { statements: [statement('other', null)], access: { differences } } };
  const of = (part: Partial<Subject>) =>
    answerOf(subject({ revision: revision as unknown as RequestView['revision'], rows: null, ...part }))[0];
  const accounts = 'dana@10.%, support@%';
  expect(of({})).toEqual({ name: 'access', params: { accounts } });
  expect(of({ status: 'closed' })).toEqual({ name: 'accessChanged', params: { accounts } });
  expect(of({ rollbackOf: 7 })).toEqual({ name: 'accessBack', params: { accounts, id: 7 } });
  expect(of({ rollbackOf: 7, status: 'closed' })).toEqual({ name: 'accessWasBack', params: { accounts, id: 7 } });
  expect(of({ status: 'rolled-back' })).toEqual({ name: 'accessRolledBack' });
});
