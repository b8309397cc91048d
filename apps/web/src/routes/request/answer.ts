// Why one came to the page of a request: what it does or did, how it is undone, where it stands. Whole sentences, by name.
import type { RequestView } from '@sluice/contracts';
import { accountName } from '../../components/access/item-words';

export type Sentence =
  | {
      readonly name: 'update' | 'delete' | 'insert' | 'rows' | 'atLeast' | 'changed' | 'putBack' | 'wasPutBack';
      readonly params: { readonly count: number; readonly table?: string; readonly id?: number };
    }
  | { readonly name: 'putBackUnknown'; readonly params: { readonly id: number } }
  | { readonly name: 'structure' | 'structureChanged'; readonly params: { readonly tables: string } }
  | {
      readonly name: 'structureBack' | 'structureWasBack';
      readonly params: { readonly tables: string; readonly id: number };
    }
  | { readonly name: 'access' | 'accessChanged'; readonly params: { readonly accounts: string } }
  | {
      readonly name: 'accessBack' | 'accessWasBack';
      readonly params: { readonly accounts: string; readonly id: number };
    }
  | { readonly name: Plain; readonly params?: undefined };

type Plain =
  | 'nothing'
  | 'unknown'
  | 'changedNone'
  | 'exact'
  | 'partial'
  | 'none'
  | 'submitted'
  | 'analysed'
  | 'waitsForYou'
  | 'waitsForOthers'
  | 'notRunnable'
  | 'approved'
  | 'executing'
  | 'executed'
  | 'verified'
  | 'closed'
  | 'rejected'
  | 'cancelled'
  | 'expired'
  | 'failed'
  | 'failedVerification'
  | 'failedPartly'
  | 'outcomeUnknown'
  | 'halfRun'
  | 'rolledBack'
  | 'structureRolledBack'
  | 'accessRolledBack';

type Subject = Pick<
  RequestView,
  'status' | 'rows' | 'rollbackOf' | 'verdict' | 'revision' | 'executions' | 'allowed' | 'approvable'
>;

/** Of a structure change, the tables whose definition is another one afterwards, or whose rows are put aside. */
function changedTables({ revision: { plan } }: Subject): string | null {
  if (!plan?.structure) return null;
  const changed = plan.structure.steps.flatMap(({ definitions, recycled }) => [
    ...definitions.filter(({ before, after }) => before !== after).map(({ table }) => table),
    ...recycled.map(({ table }) => table),
  ]);
  return [...new Set(changed)].join(', ');
}

/** Of a change of access, the accounts that are other afterwards. */
function changedAccounts({ revision: { plan } }: Subject): string | null {
  return plan?.access ? plan.access.differences.map(({ account }) => accountName(account)).join(', ') : null;
}

function willDo(view: Subject): Sentence | null {
  const { rows, rollbackOf, revision } = view;
  const { plan } = revision;
  const tables = changedTables(view);
  if (tables !== null && tables !== '') {
    return rollbackOf === null
      ? { name: 'structure', params: { tables } }
      : { name: 'structureBack', params: { tables, id: rollbackOf } };
  }
  const accounts = changedAccounts(view);
  if (accounts !== null && accounts !== '') {
    return rollbackOf === null
      ? { name: 'access', params: { accounts } }
      : { name: 'accessBack', params: { accounts, id: rollbackOf } };
  }
  if (rollbackOf !== null) {
    return rows && rows.rows > 0
      ? { name: 'putBack', params: { count: rows.rows, id: rollbackOf } }
      : { name: 'putBackUnknown', params: { id: rollbackOf } };
  }
  if (!plan || tables !== null || accounts !== null) return null;
  if (!rows) return { name: 'unknown' };
  const count = rows.rows;
  if (rows.atLeast) return { name: 'atLeast', params: { count } };
  if (count === 0) return { name: 'nothing' };
  const operations = new Set(plan.statements.map((statement) => statement.operation));
  const named = new Set(plan.statements.map(({ table }) => (table ? `${table.schema}.${table.table}` : null)));
  const [operation] = operations;
  const [table] = named;
  const plain = operation === 'update' || operation === 'delete' || operation === 'insert';
  if (operations.size === 1 && named.size === 1 && plain && typeof table === 'string') {
    return { name: operation, params: { count, table } };
  }
  return { name: 'rows', params: { count } };
}

function did(view: Subject): Sentence {
  const { executions, rollbackOf } = view;
  const tables = changedTables(view);
  if (tables !== null) {
    return rollbackOf === null
      ? { name: 'structureChanged', params: { tables } }
      : { name: 'structureWasBack', params: { tables, id: rollbackOf } };
  }
  const accounts = changedAccounts(view);
  if (accounts !== null) {
    return rollbackOf === null
      ? { name: 'accessChanged', params: { accounts } }
      : { name: 'accessWasBack', params: { accounts, id: rollbackOf } };
  }
  const count = executions.flatMap(({ changed }) => changed).reduce((sum, { rows }) => sum + rows, 0);
  if (count === 0) return { name: 'changedNone' };
  return rollbackOf === null
    ? { name: 'changed', params: { count } }
    : { name: 'wasPutBack', params: { count, id: rollbackOf } };
}

function failure({ executions }: Subject): Plain {
  if (executions.some(({ status }) => status === 'verification-failed')) return 'failedVerification';
  return executions.some(({ status }) => status === 'verified' || status === 'executed') ? 'failedPartly' : 'failed';
}

function rolledBack({ revision: { plan } }: Subject): Plain {
  if (plan?.access) return 'accessRolledBack';
  return plan?.structure ? 'structureRolledBack' : 'rolledBack';
}

export function answerOf(view: Subject): readonly Sentence[] {
  const will = willDo(view);
  const effect = will ? [will] : [];
  const verdict: Sentence[] = view.verdict ? [{ name: view.verdict }] : [];
  switch (view.status) {
    case 'submitted':
      return [{ name: 'submitted' }];
    case 'analysed':
      return [{ name: 'analysed' }];
    case 'planned':
      if (!view.approvable) return [...effect, { name: 'notRunnable' }];
      return [...effect, ...verdict, { name: view.allowed.approve ? 'waitsForYou' : 'waitsForOthers' }];
    case 'approved':
      return [...effect, ...verdict, { name: 'approved' }];
    case 'executing':
      return [...effect, { name: 'executing' }];
    case 'executed':
      return [did(view), { name: 'executed' }];
    case 'verified':
      return [did(view), { name: 'verified' }];
    case 'closed':
      return [did(view), { name: 'closed' }, ...(view.rollbackOf === null ? verdict : [])];
    case 'rolled-back':
      return [{ name: rolledBack(view) }];
    case 'failed':
      return [{ name: failure(view) }];
    case 'outcome-unknown':
      return [{ name: 'outcomeUnknown' }];
    case 'half-run':
      return [did(view), { name: 'halfRun' }];
    case 'rejected':
      return [{ name: 'rejected' }];
    case 'cancelled':
      return [{ name: 'cancelled' }];
    case 'expired':
      return [{ name: 'expired' }];
  }
}
