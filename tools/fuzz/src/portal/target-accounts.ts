// The accounts by which the product works on the target, with exactly the grants that onboarding prints.
import { randomBytes } from 'node:crypto';
import type { CredentialPurpose } from '@sluice/contracts';
import { requiredGrants } from '@sluice/mysql';
import type { Connection } from 'mysql2/promise';

export interface TargetAccounts {
  readonly list: readonly (readonly [CredentialPurpose, { readonly username: string; readonly password: string }])[];
  grant(schema: string): Promise<void>;
}

/** Made anew with each call: an account of the same name gets another password. */
export async function targetAccounts(admin: Connection, suffix = ''): Promise<TargetAccounts> {
  const list = (['reader', 'executor'] as const).map(
    (purpose) => [purpose, { username: `fz_${purpose}${suffix}`, password: randomBytes(12).toString('hex') }] as const,
  );
  for (const [, { username, password }] of list)
    await admin.query('CREATE USER ?@? IDENTIFIED BY ?', [username, '%', password]);
  return {
    list,
    async grant(schema) {
      for (const [purpose, { username }] of list) {
        for (const grant of requiredGrants(purpose, { user: username, host: '%' }, [schema], 'mysql'))
          await admin.query(grant);
      }
    },
  };
}
