import type { Role } from '@sluice/contracts';
import { useTranslation } from 'react-i18next';

/** Roles as a list of alternatives in the reader's language: `Approver or DBA`. */
export function useRoleList(): (roles: readonly Role[]) => string {
  const { t, i18n } = useTranslation();
  const format = new Intl.ListFormat(i18n.language, { type: 'disjunction' });
  return (roles) => format.format(roles.map((role) => t(`role.${role}`)));
}
