import { Button, Group, Modal, Stack } from '@mantine/core';
import type { AccountView } from '@sluice/contracts';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { resetPassword } from '../../api/access';
import { Copy } from '../../components/Copy';
import { ProblemNotice } from '../../components/ProblemNotice';

/** Asks, and then shows the new password: this once. */
export function ResetPasswordDialog({ account, onClose }: { account: AccountView; onClose: () => void }) {
  const { t } = useTranslation();
  const resetting = useMutation({ mutationFn: resetPassword, retry: false, gcTime: 0 });
  const { name } = account;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('people.resetTitle', { name })}
      closeButtonProps={{ 'aria-label': t('act.close') }}
    >
      <Stack gap="sm">
        {resetting.data ? (
          <div role="status">
            <p>{t('people.resetDone', { name })}</p>
            <Group gap={6}>
              <code>{resetting.data.password}</code>
              <Copy text={resetting.data.password} what={t('entry.password')} />
            </Group>
          </div>
        ) : (
          <p style={{ margin: 0 }}>{t('people.resetHelp')}</p>
        )}
        {resetting.isError && <ProblemNotice error={resetting.error} />}
        <Group justify="flex-end" mt="xs">
          <Button variant="default" onClick={onClose}>
            {t(resetting.data ? 'act.close' : 'act.dismiss')}
          </Button>
          {!resetting.data && (
            <Button
              loading={resetting.isPending}
              onClick={() => {
                resetting.mutate(account.id);
              }}
            >
              {t('people.reset')}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
