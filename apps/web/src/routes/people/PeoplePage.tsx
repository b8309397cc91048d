// Accounts with their roles per team, and the teams.
import { Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { accountsQuery } from '../../api/access';
import { hasRole, useMe } from '../../app/useMe';
import { DataTable } from '../../components/DataTable';
import { FilterInput } from '../../components/FilterInput';
import { NotAllowed } from '../../components/NotAllowed';
import { Page, Section } from '../../components/Page';
import { ProblemNotice } from '../../components/ProblemNotice';
import { AccountDialog } from './AccountDialog';
import { DisableDialog } from './DisableDialog';
import { GrantDialog } from './GrantDialog';
import { ResetPasswordDialog } from './ResetPasswordDialog';
import { Teams } from './Teams';
import { useAccountColumns } from './useAccountColumns';

export function PeoplePage() {
  const { t } = useTranslation();
  const me = useMe();
  const reads = hasRole(me, 'admin', 'auditor');
  const administers = hasRole(me, 'admin');
  const accounts = useQuery({ ...accountsQuery, enabled: reads });
  const [text, setText] = useState('');
  const [adding, dialog] = useDisclosure(false);
  const [granting, setGranting] = useState<number | null>(null);
  const [resetting, setResetting] = useState<number | null>(null);
  const [disabling, setDisabling] = useState<number | null>(null);
  const columns = useAccountColumns({
    ...{ me, administers },
    ...{ onGrant: setGranting, onReset: setResetting, onDisable: setDisabling },
  });
  const rows = useMemo(
    () => accounts.data?.filter(({ login, name }) => `${login} ${name}`.toLowerCase().includes(text.toLowerCase())),
    [accounts.data, text],
  );
  if (!reads) return <NotAllowed title={t('people.title')} roles={['admin', 'auditor']} />;
  const find = (id: number | null) => accounts.data?.find((account) => account.id === id);
  const granted = find(granting);
  const reset = find(resetting);
  const disabled = find(disabling);
  return (
    <Page
      title={t('people.title')}
      answer={accounts.data ? t('people.answer', { count: accounts.data.length }) : t('loading')}
      actions={administers && <Button onClick={dialog.open}>{t('people.addAccount')}</Button>}
    >
      <Group>
        <FilterInput label={t('people.filter')} value={text} onChange={setText} />
      </Group>
      {accounts.isError ? (
        <ProblemNotice error={accounts.error} retry={() => void accounts.refetch()} />
      ) : (
        <DataTable label={t('people.title')} columns={columns} rows={rows} rowId={(account) => String(account.id)} />
      )}
      <Section id="teams" title={t('people.teams')}>
        <Teams mayAdd={administers} />
      </Section>
      {adding && <AccountDialog onClose={dialog.close} />}
      {granted && (
        <GrantDialog
          account={granted}
          onClose={() => {
            setGranting(null);
          }}
        />
      )}
      {reset && (
        <ResetPasswordDialog
          account={reset}
          onClose={() => {
            setResetting(null);
          }}
        />
      )}
      {disabled && (
        <DisableDialog
          account={disabled}
          onClose={() => {
            setDisabling(null);
          }}
        />
      )}
    </Page>
  );
}
