import { PasswordInput, TextInput } from '@mantine/core';
import type { CreateAccount } from '@sluice/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createAccount } from '../../api/access';
import { keys } from '../../api/keys';
import { FormDialog } from '../../components/FormDialog';
import { useAct } from '../../components/useAct';

export function AccountDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [login, setLogin] = useState('');
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const adding = useAct<CreateAccount>({
    run: createAccount,
    refresh: keys.accounts,
    said: (made) => t('people.accountAdded', { login: made.login }),
    after: onClose,
  });
  return (
    <FormDialog
      title={t('people.addAccount')}
      submit={t('people.addAccount')}
      opened
      pending={adding.isPending}
      onClose={onClose}
      onSubmit={() => {
        adding.mutate({ login, name, password });
      }}
    >
      <TextInput
        label={t('entry.name')}
        value={name}
        onChange={(event) => {
          setName(event.currentTarget.value);
        }}
        required
        maxLength={100}
        autoComplete="off"
        data-autofocus
      />
      <TextInput
        label={t('entry.login')}
        value={login}
        onChange={(event) => {
          setLogin(event.currentTarget.value);
        }}
        required
        minLength={2}
        maxLength={100}
        autoComplete="off"
        autoCapitalize="none"
      />
      <PasswordInput
        label={t('entry.password')}
        description={t('entry.passwordHelp')}
        value={password}
        onChange={(event) => {
          setPassword(event.currentTarget.value);
        }}
        required
        minLength={12}
        maxLength={200}
        autoComplete="new-password"
      />
    </FormDialog>
  );
}
