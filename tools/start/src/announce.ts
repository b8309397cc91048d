// The last lines of a start: where to go and as whom.
import type { StateFolder } from '@sluice/stack';

export async function announce(port: number, state: StateFolder, took: string): Promise<void> {
  const address = `http://127.0.0.1:${port}`;
  console.log(`\nSluice is ready: ${address}   (after ${took})\n`);
  const response = await fetch(`${address}/api/auth/demo-logins`);
  if (response.ok) console.log(`Demo logins:\n${describeLogins(await response.json())}\n`);
  console.log(`Logs are in ${state.path}. Ctrl-C ends everything; \`npm run reset\` starts over.`);
}

/** One line a login; the columns are whatever the portal says of it. */
export function describeLogins(answer: unknown): string {
  const list = Array.isArray(answer)
    ? answer
    : isRecord(answer)
      ? Object.values(answer).find(Array.isArray)
      : undefined;
  if (!Array.isArray(list)) return '  (none)';
  return list
    .filter(isRecord)
    .map((login) => `  ${Object.values(login).map(describeValue).join('   ')}`)
    .join('\n');
}

function describeValue(value: unknown): string {
  return typeof value === 'string' ? value.padEnd(14) : Array.isArray(value) ? value.map(String).join(', ') : '';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
