// What one may do with the request: approving is one click, without a dialog.
import { Button, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { RequestView } from '@sluice/contracts';
import { IconAlertTriangle, IconDots } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../../app/keys/useKeys';
import { CancelDialog } from './CancelDialog';
import { RejectDialog } from './RejectDialog';
import { RollbackButton } from './RollbackButton';
import { useDecide } from './useDecide';
import { useSteer } from './useSteer';
import { useVerifyAgain } from './useVerifyAgain';
import classes from './Request.module.css';

/** An approval runs the change only where it is the last one that is needed. */
function approveLabel(view: RequestView) {
  const missing = view.requirements.filter((requirement) => !requirement.satisfiedBy).length;
  if (missing > 1) return view.verdict === 'none' ? ('approveFirstNone' as const) : ('approveFirst' as const);
  if (view.rollbackOf !== null) return 'approveRollback' as const;
  switch (view.verdict) {
    case 'none':
      return 'runWithoutRollback' as const;
    case 'partial':
      return 'approveAndRunPartial' as const;
    case 'exact':
    case null:
      return 'approveAndRun' as const;
  }
}

export function Acts({ view }: { view: RequestView }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const deciding = useDecide(view);
  const verifying = useVerifyAgain(view.id);
  const stopping = useSteer(view.id, 'stop');
  const continuing = useSteer(view.id, 'continue');
  const stopRequested = view.executions.some(({ chunks }) => chunks?.stopRequested === true);
  const [rejecting, reject] = useDisclosure(false);
  const [cancelling, cancel] = useDisclosure(false);
  const { allowed } = view;
  const mayApprove = allowed.approve && view.approvable !== null;
  const approve = () => {
    if (mayApprove && !deciding.isPending) deciding.decide('approve', '');
  };
  useKeys({ a: approve });
  const label = approveLabel(view);
  const careful = view.rollbackOf === null && view.verdict !== 'exact';

  return (
    <>
      {mayApprove && (
        <Button
          size="sm"
          className={careful ? classes.careful : undefined}
          leftSection={careful ? <IconAlertTriangle size={16} aria-hidden /> : undefined}
          loading={deciding.isPending}
          onClick={approve}
          aria-keyshortcuts="a"
        >
          {t(`request.${label}`)}
        </Button>
      )}
      {allowed.continue && (
        <Button
          size="sm"
          loading={continuing.isPending}
          onClick={() => {
            continuing.mutate();
          }}
        >
          {t('request.chunks.continue')}
        </Button>
      )}
      {allowed.stop && !stopRequested && (
        <Button
          size="sm"
          variant="default"
          loading={stopping.isPending}
          onClick={() => {
            stopping.mutate();
          }}
        >
          {t('request.chunks.stop')}
        </Button>
      )}
      {allowed.rollback && <RollbackButton view={view} />}
      {allowed.reject && (
        <Button size="sm" variant="default" onClick={reject.open}>
          {t('act.reject')}
        </Button>
      )}
      {allowed.revise && (
        <Button
          size="sm"
          variant="default"
          onClick={() => void navigate({ to: '/requests/$id/edit', params: { id: view.id } })}
        >
          {t('act.edit')}
        </Button>
      )}
      {(allowed.cancel || allowed.verifyAgain) && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button size="sm" variant="default" px={8} aria-label={t('act.more')}>
              <IconDots size={16} aria-hidden />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {allowed.verifyAgain && (
              <Menu.Item
                onClick={() => {
                  verifying.mutate();
                }}
              >
                {t('request.verifyAgain')}
              </Menu.Item>
            )}
            {allowed.cancel && <Menu.Item onClick={cancel.open}>{t('act.cancel')}</Menu.Item>}
          </Menu.Dropdown>
        </Menu>
      )}
      <RejectDialog
        id={view.id}
        opened={rejecting}
        onClose={reject.close}
        onReject={(comment) => {
          deciding.decide('reject', comment);
          reject.close();
        }}
      />
      <CancelDialog id={view.id} opened={cancelling} onClose={cancel.close} />
    </>
  );
}
