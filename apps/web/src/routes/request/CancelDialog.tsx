import { Button, Group, Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { cancelRequest } from '../../api/change-requests';
import { keys } from '../../api/keys';
import { useSay } from '../../components/useSay';

export function CancelDialog({ id, opened, onClose }: { id: number; opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const say = useSay();
  const cancelling = useMutation({
    mutationFn: () => cancelRequest(id),
    onSuccess: () => {
      say.done(t('request.said.cancelled', { id }));
    },
    onError: say.failed,
    onSettled: async () => {
      onClose();
      await client.invalidateQueries({ queryKey: keys.requests });
    },
  });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('request.cancelTitle', { id })}
      closeButtonProps={{ 'aria-label': t('act.close') }}
    >
      <p style={{ marginTop: 0 }}>{t('request.cancelHelp')}</p>
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('act.dismiss')}
        </Button>
        <Button
          loading={cancelling.isPending}
          onClick={() => {
            cancelling.mutate();
          }}
        >
          {t('request.cancelSend', { id })}
        </Button>
      </Group>
    </Modal>
  );
}
