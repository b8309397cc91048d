// Which change requests a list shows: the same decisions as `can`, as a condition in SQL.
import type { RequestScope } from '@sluice/contracts';
import type { Actor } from '../../access/actor.js';
import { scopeOf } from '../../access/can.js';

export interface Condition {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

const nothing: Condition = { sql: 'FALSE', values: [] };

export function scopeCondition(scope: RequestScope, actor: Actor): Condition {
  const readable = inTeams(scopeOf(actor, 'change-request.read').teamIds);
  switch (scope) {
    case 'all':
      return readable;
    case 'mine':
      return and(readable, { sql: 'r.requester_id = ?', values: [actor.accountId] });
    case 'team':
      return inTeams(actor.grants.flatMap((grant) => (grant.teamId === null ? [] : [grant.teamId])));
    case 'inbox':
      return and(readable, waitsFor(actor));
  }
}

/** It is planned, not one's own, not decided by oneself, and a role that one has there is still asked for. */
function waitsFor(actor: Actor): Condition {
  const asked = actor.grants.map(({ role, teamId }): Condition => ({
    sql: `JSON_CONTAINS(r.waits_for, JSON_QUOTE(?))${teamId === null ? '' : ' AND r.team_id = ?'}`,
    values: teamId === null ? [role] : [role, teamId],
  }));
  if (asked.length === 0) return nothing;
  return and(
    { sql: `r.status = 'planned' AND r.requester_id <> ?`, values: [actor.accountId] },
    {
      sql: 'NOT EXISTS (SELECT 1 FROM approval a WHERE a.revision_id = r.current_revision_id AND a.account_id = ?)',
      values: [actor.accountId],
    },
    { sql: asked.map(({ sql }) => `(${sql})`).join(' OR '), values: asked.flatMap(({ values }) => values) },
  );
}

function inTeams(teamIds: readonly number[] | 'all'): Condition {
  if (teamIds === 'all') return { sql: 'TRUE', values: [] };
  if (teamIds.length === 0) return nothing;
  return { sql: `r.team_id IN (${teamIds.map(() => '?').join(', ')})`, values: teamIds };
}

export function and(...conditions: readonly Condition[]): Condition {
  return {
    sql: conditions.map(({ sql }) => `(${sql})`).join(' AND '),
    values: conditions.flatMap(({ values }) => values),
  };
}
