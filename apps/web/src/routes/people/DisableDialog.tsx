import type { AccountView } from '@sluice/contracts';
import { useTranslation } from 'react-i18next';
import { disableAccount } from '../../api/access';
import { keys } from '../../api/keys';
import { FormDialog } from '../../components/FormDialog';
import { useAct } from '../../components/useAct';

export function DisableDialog({ account, onClose }: { account: AccountView; onClose: () => void }) {
  const { t } = useTranslation();
  const disabling = useAct<number>({ run: disableAccount, refresh: keys.accounts, after: onClose });
  return (
    <FormDialog
      title={t('people.disableTitle', { name: account.name })}
      submit={t('people.disableSend', { name: account.name })}
      opened
      pending={disabling.isPending}
      onClose={onClose}
      onSubmit={() => {
        disabling.mutate(account.id);
      }}
    >
      <p style={{ margin: 0 }}>{t('people.disableHelp')}</p>
    </FormDialog>
  );
}
