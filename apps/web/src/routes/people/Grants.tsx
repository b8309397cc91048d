import { Pill } from '@mantine/core';
import type { AccountView, RoleGrantView } from '@sluice/contracts';
import { useTranslation } from 'react-i18next';
import { takeRole } from '../../api/access';
import { keys } from '../../api/keys';
import { useAct } from '../../components/useAct';

export function Grants({ account, mayChange }: { account: AccountView; mayChange: boolean }) {
  const { t } = useTranslation();
  const taking = useAct<RoleGrantView>({
    run: ({ role, team }) => takeRole(account.id, { role, teamId: team?.id ?? null }),
    refresh: keys.accounts,
  });
  if (account.grants.length === 0) return <span>{t('people.noRoles')}</span>;
  return (
    <Pill.Group gap={4}>
      {account.grants.map((grant) => {
        const role = t(`role.${grant.role}`);
        const team = grant.team?.name ?? t('everyTeam');
        return (
          <Pill
            key={`${grant.role} ${String(grant.team?.id)}`}
            size="sm"
            withRemoveButton={mayChange}
            onRemove={() => {
              taking.mutate(grant);
            }}
            removeButtonProps={{
              'aria-label': t('people.revoke', { role, team, name: account.name }),
              'aria-hidden': false,
              tabIndex: 0,
            }}
          >
            {t('people.grantText', { role, team })}
          </Pill>
        );
      })}
    </Pill.Group>
  );
}
