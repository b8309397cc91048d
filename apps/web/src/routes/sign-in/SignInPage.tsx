import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { type SyntheticEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { demoLoginsQuery, meQuery, signIn } from '../../api/access';
import { ProblemNotice } from '../../components/ProblemNotice';
import { DemoLogins } from './DemoLogins';
import { EntryFrame } from './EntryFrame';

const route = getRouteApi('/sign-in');

/** Only addresses of our own pages are followed after signing in. */
function inside(next: string | undefined): string {
  return next !== undefined && /^\/(?![/\\])/.test(next) ? next : '/';
}

export function SignInPage() {
  const { t } = useTranslation();
  const { next } = route.useSearch();
  const client = useQueryClient();
  const router = useRouter();
  const demo = useQuery(demoLoginsQuery);
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const entering = useMutation({
    mutationFn: signIn,
    retry: false,
    onSuccess: async (me) => {
      client.clear();
      client.setQueryData(meQuery.queryKey, me);
      await router.navigate({ href: inside(next), replace: true });
    },
  });
  useEffect(() => {
    document.title = t('shell.title', { page: t('entry.signIn') });
  }, [t]);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    entering.mutate({ login, password });
  };

  return (
    <EntryFrame title={t('entry.signInTitle')} claim={t('entry.claim')}>
      <form onSubmit={submit} aria-label={t('entry.signIn')}>
        <TextInput
          label={t('entry.login')}
          value={login}
          onChange={(event) => {
            setLogin(event.currentTarget.value);
          }}
          autoComplete="username"
          autoCapitalize="none"
          required
          autoFocus
        />
        <PasswordInput
          label={t('entry.password')}
          value={password}
          onChange={(event) => {
            setPassword(event.currentTarget.value);
          }}
          autoComplete="current-password"
          required
        />
        {entering.isError && <ProblemNotice error={entering.error} />}
        <Button type="submit" size="sm" loading={entering.isPending}>
          {t('entry.signIn')}
        </Button>
      </form>
      {demo.data && demo.data.length > 0 && (
        <DemoLogins
          logins={demo.data}
          onUse={(chosen) => {
            setLogin(chosen.login);
            setPassword(chosen.password);
          }}
        />
      )}
    </EntryFrame>
  );
}
