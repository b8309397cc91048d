import { Button, PasswordInput, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changePassword } from '../../api/access';
import { ProblemNotice } from '../../components/ProblemNotice';

/** The present password and the one that takes its place. */
export function PasswordForm({ login, onChanged }: { login: string; onChanged: () => Promise<void> | void }) {
  const { t } = useTranslation();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const changing = useMutation({
    mutationFn: changePassword,
    // An answer that was lost: the new password may hold already, and the present one would be refused.
    retry: false,
    onSuccess: async () => {
      setCurrent('');
      setPassword('');
      await onChanged();
    },
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    changing.mutate({ current, password });
  };
  return (
    <form onSubmit={submit} aria-label={t('account.password')}>
      <Stack gap="sm" maw={360}>
        {/* For password managers: whose password it is. */}
        <input type="text" name="username" value={login} autoComplete="username" readOnly hidden />
        <PasswordInput
          label={t('account.currentPassword')}
          value={current}
          onChange={(event) => {
            setCurrent(event.currentTarget.value);
          }}
          autoComplete="current-password"
          required
          maxLength={200}
        />
        <PasswordInput
          label={t('account.newPassword')}
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
        {changing.isError && <ProblemNotice error={changing.error} />}
        <Button type="submit" variant="default" loading={changing.isPending}>
          {t('account.changePassword')}
        </Button>
      </Stack>
    </form>
  );
}
