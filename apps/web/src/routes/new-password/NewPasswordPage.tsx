// Where someone stands whose password an administrator gave: nothing else is open until it is changed.
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { meQuery } from '../../api/access';
import { useMe } from '../../app/useMe';
import { PasswordForm } from '../account/PasswordForm';
import { EntryFrame } from '../sign-in/EntryFrame';

export function NewPasswordPage() {
  const { t } = useTranslation();
  const me = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  return (
    <EntryFrame title={t('account.newPasswordTitle')} claim={t('account.newPasswordHelp')}>
      <PasswordForm
        login={me.login}
        onChanged={async () => {
          client.setQueryData(meQuery.queryKey, { ...me, mustChangePassword: false });
          await navigate({ to: '/', search: {}, replace: true });
        }}
      />
    </EntryFrame>
  );
}
