// What the account may see, by its own grants: information_schema hides the rest without a word.
import type { ServerFacts } from '@sluice/rollback';
import type { Session } from '../connect/session.js';

export async function readSight(session: Session): Promise<ServerFacts['sight']> {
  const grants = (await session.rows('SHOW GRANTS')).map(([grant]) => grant ?? '');
  return sightOf(grants, session.target.schema);
}

/** SELECT and PROCESS must be global, for children in other schemas; TRIGGER at least on the target's schema. */
export function sightOf(grants: readonly string[], schema: string | null): ServerFacts['sight'] {
  const held = (privilege: string): boolean =>
    grants.some((grant) => gives(grant, privilege, '*.*')) &&
    !grants.some((grant) => grant.startsWith('REVOKE') && grant.includes(privilege));
  const onSchema = schema !== null && grants.some((grant) => gives(grant, 'TRIGGER', `${quotedPattern(schema)}.*`));
  return { process: held('PROCESS'), select: held('SELECT'), trigger: held('TRIGGER') || onSchema };
}

function gives(grant: string, privilege: string, on: string): boolean {
  const match = /^GRANT (.*?) ON (.*) TO /.exec(grant);
  if (!match) return false;
  const unescaped = (match[2] ?? '').replaceAll('\\_', '_').replaceAll('\\%', '%');
  const privileges = (match[1] ?? '').split(', ');
  return unescaped === on && (privileges.includes(privilege) || privileges.includes('ALL PRIVILEGES'));
}

function quotedPattern(schema: string): string {
  return `\`${schema.replaceAll('`', '``')}\``;
}
