import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type SyntheticEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { meQuery, setUp } from '../../api/access';
import { ProblemNotice } from '../../components/ProblemNotice';
import { EntryFrame } from '../sign-in/EntryFrame';

const route = getRouteApi('/set-up');

export function SetUpPage() {
  const { t } = useTranslation();
  const { token } = route.useSearch();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [login, setLogin] = useState('');
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const making = useMutation({
    mutationFn: async () => {
      client.setQueryData(meQuery.queryKey, await setUp({ token: token ?? '', login, name, password }));
    },
    retry: false,
    onSuccess: () => navigate({ to: '/targets', search: {}, replace: true }),
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    making.mutate();
  };
  return (
    <EntryFrame
      title={t('entry.setUpTitle')}
      claim={token === undefined ? t('entry.setUpNoToken') : t('entry.setUpHelp')}
    >
      {token !== undefined && (
        <form onSubmit={submit} aria-label={t('entry.setUpTitle')}>
          <TextInput
            label={t('entry.name')}
            value={name}
            onChange={(event) => {
              setName(event.currentTarget.value);
            }}
            autoComplete="name"
            required
            maxLength={100}
            autoFocus
          />
          <TextInput
            label={t('entry.login')}
            value={login}
            onChange={(event) => {
              setLogin(event.currentTarget.value);
            }}
            autoComplete="username"
            autoCapitalize="none"
            required
            minLength={2}
            maxLength={100}
          />
          <PasswordInput
            label={t('entry.password')}
            description={t('entry.passwordHelp')}
            value={password}
            onChange={(event) => {
              setPassword(event.currentTarget.value);
            }}
            autoComplete="new-password"
            required
            minLength={12}
            maxLength={200}
          />
          {making.isError && <ProblemNotice error={making.error} />}
          <Button type="submit" size="sm" loading={making.isPending}>
            {t('entry.setUpButton')}
          </Button>
        </form>
      )}
    </EntryFrame>
  );
}
