// The people of the demo, with passwords that everyone knows. They are made only by seed-demo.ts, usable only where
// SLUICE_DEMO=1, and a production start refuses a database that holds them.
import type { Role } from '@sluice/contracts';

export interface DemoAccount {
  readonly login: string;
  readonly name: string;
  readonly password: string;
  readonly role: Role;
  /** null: every team. */
  readonly team: string | null;
}

const person = (login: string, name: string, role: Role, team: string | null): DemoAccount => ({
  ...{ login, name, role, team },
  password: `${login}-demo-password`,
});

export const demoAccounts: readonly DemoAccount[] = [
  person('jiwoo', '김지우', 'developer', 'shop'),
  person('minsu', '박민수', 'approver', 'shop'),
  person('harin', '이하린', 'dba', null),
  person('yuna', '최유나', 'oncall', null),
  person('sora', '정소라', 'auditor', null),
  person('admin', '관리자', 'admin', null),
];
