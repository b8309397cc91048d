// The last lines of a start: where to go and as whom.
import type { DemoLogin } from '@sluice/contracts';
import type { StateFolder } from '@sluice/stack';

export async function announce(port: number, state: StateFolder, took: string): Promise<void> {
  const address = `http://127.0.0.1:${port}`;
  console.log(`\nSluice is ready: ${address}   (after ${took})\n`);
  const response = await fetch(`${address}/api/auth/demo-logins`);
  if (response.ok)
    console.log(`Demo logins (name, password, roles):\n${describeLogins((await response.json()) as DemoLogin[])}\n`);
  console.log(`Logs are in ${state.path}. Ctrl-C ends everything; \`npm run reset\` starts over.`);
}

/** One line a login. */
export function describeLogins(logins: readonly DemoLogin[]): string {
  const column = (pick: (login: DemoLogin) => string): number => Math.max(...logins.map((login) => pick(login).length));
  const login = column((one) => one.login);
  const password = column((one) => one.password);
  return logins
    .map(
      (one) => `  ${one.login.padEnd(login)}  ${one.password.padEnd(password)}  ${one.roles.join(', ')} (${one.name})`,
    )
    .join('\n');
}
