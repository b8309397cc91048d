import { Button, Group, Modal, Textarea } from '@mantine/core';
import { type SyntheticEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

export interface RejectDialogProps {
  readonly id: number;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onReject: (comment: string) => void;
}

export function RejectDialog({ id, opened, onClose, onReject }: RejectDialogProps) {
  const { t } = useTranslation();
  const [comment, setComment] = useState('');
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    onReject(comment.trim());
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('request.rejectTitle', { id })}
      closeButtonProps={{ 'aria-label': t('act.close') }}
    >
      <form onSubmit={submit}>
        <Textarea
          label={t('request.rejectComment')}
          value={comment}
          onChange={(event) => {
            setComment(event.currentTarget.value);
          }}
          autosize
          minRows={3}
          maxLength={2_000}
          required
          data-autofocus
        />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            {t('act.dismiss')}
          </Button>
          <Button type="submit">{t('request.rejectSend', { id })}</Button>
        </Group>
      </form>
    </Modal>
  );
}
