import { Button, Group } from '@mantine/core';
import type { AccountView, Me } from '@sluice/contracts';
import { createColumnHelper } from '@tanstack/react-table';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { features } from '../../components/DataTable';
import { State } from '../../components/State';
import { Grants } from './Grants';

const column = createColumnHelper<typeof features, AccountView>();

export interface AccountColumnsProps {
  readonly me: Me;
  readonly administers: boolean;
  readonly onGrant: (id: number) => void;
  readonly onReset: (id: number) => void;
  readonly onDisable: (id: number) => void;
}

export function useAccountColumns({ me, administers, onGrant, onReset, onDisable }: AccountColumnsProps) {
  const { t } = useTranslation();
  return useMemo(
    () =>
      column.columns([
        column.accessor('name', { header: t('people.name'), cell: (cell) => <strong>{cell.getValue()}</strong> }),
        column.accessor('login', { header: t('people.login'), cell: (cell) => <code>{cell.getValue()}</code> }),
        column.display({
          id: 'roles',
          header: t('people.roles'),
          cell: ({ row: { original: account } }) => (
            // One's own roles are for another administrator to change.
            <Grants account={account} mayChange={administers && account.id !== me.id} />
          ),
        }),
        column.accessor('disabled', {
          header: t('people.state'),
          cell: (cell) =>
            cell.getValue() ? (
              <State tone="stopped">{t('people.disabled')}</State>
            ) : (
              <State tone="done">{t('people.active')}</State>
            ),
        }),
        column.display({
          id: 'acts',
          header: '',
          cell: ({ row: { original: account } }) =>
            administers &&
            account.id !== me.id &&
            !account.disabled && (
              <Group gap={6} justify="flex-end">
                <Button
                  variant="default"
                  size="compact-xs"
                  aria-label={t('people.grantFor', { name: account.name })}
                  onClick={() => {
                    onGrant(account.id);
                  }}
                >
                  {t('people.give')}
                </Button>
                <Button
                  variant="default"
                  size="compact-xs"
                  aria-label={t('people.resetFor', { name: account.name })}
                  onClick={() => {
                    onReset(account.id);
                  }}
                >
                  {t('people.reset')}
                </Button>
                <Button
                  variant="default"
                  size="compact-xs"
                  aria-label={t('people.disableSend', { name: account.name })}
                  onClick={() => {
                    onDisable(account.id);
                  }}
                >
                  {t('people.disable')}
                </Button>
              </Group>
            ),
        }),
      ]),
    [t, me.id, administers, onGrant, onReset, onDisable],
  );
}
