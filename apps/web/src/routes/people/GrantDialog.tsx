import { Select } from '@mantine/core';
import { type AccountView, type ChangeGrant, roleSchema } from '@sluice/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { giveRole, teamsQuery } from '../../api/access';
import { keys } from '../../api/keys';
import { FormDialog } from '../../components/FormDialog';
import { useAct } from '../../components/useAct';

const every = 'every';

export function GrantDialog({ account, onClose }: { account: AccountView; onClose: () => void }) {
  const { t } = useTranslation();
  const teams = useQuery(teamsQuery).data ?? [];
  const [role, setRole] = useState<string | null>('developer');
  const [team, setTeam] = useState<string | null>(null);
  const giving = useAct<ChangeGrant>({
    run: (grant) => giveRole(account.id, grant),
    refresh: keys.accounts,
    after: onClose,
  });
  return (
    <FormDialog
      title={t('people.grantFor', { name: account.name })}
      submit={t('people.give')}
      opened
      pending={giving.isPending}
      onClose={onClose}
      onSubmit={() => {
        giving.mutate({ role: roleSchema.parse(role), teamId: team === every ? null : Number(team) });
      }}
    >
      <Select
        label={t('people.role')}
        data={roleSchema.options.map((value) => ({ value, label: t(`role.${value}`) }))}
        value={role}
        onChange={setRole}
        allowDeselect={false}
        required
      />
      <Select
        label={t('people.team')}
        data={[
          { value: every, label: t('everyTeam') },
          ...teams.map((one) => ({ value: String(one.id), label: one.name })),
        ]}
        value={team}
        onChange={setTeam}
        required
      />
    </FormDialog>
  );
}
