import { Anchor, Button, Skeleton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { RequestView } from '@sluice/contracts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { scriptFile } from '../../api/change-requests';
import { ReasonList } from '../../components/ReasonList';
import { State } from '../../components/State';
import { Verdict } from '../../components/StateWords';
import { Time, useExact, useNow } from '../../components/Time';
import { useBytes } from '../../components/useBytes';
import { endsSoon, hasEnded } from '../../components/way-back';
import { HowRun } from './HowRun';
import { ScriptDialog } from './ScriptDialog';
import { changedRows } from './useRollback';
import classes from './Request.module.css';

/** Scripts of fewer rows are hardly ever long enough to come compressed. */
const compressedAbove = 1_000;

export function HowUndone({ view }: { view: RequestView }) {
  const { t } = useTranslation();
  const exact = useExact();
  const bytes = useBytes();
  const now = useNow();
  const [reading, script] = useDisclosure(false);
  const { plan } = view.revision;
  if (!plan) {
    const working = view.status === 'submitted' || view.status === 'analysed';
    return working ? <Skeleton height={64} aria-label={t('request.how.working')} /> : <p>{t('none')}</p>;
  }
  const ran = view.executions.some(({ status }) => status !== 'pending' && status !== 'failed');
  const images = changedRows(view);
  return (
    <>
      <p>
        <Verdict verdict={plan.verdict} long />
        {ran && images > 0 && plan.verdict !== 'none' && (
          <span className={classes.dimmed}> · {t('request.how.images', { count: images })}</span>
        )}
      </p>
      <p>
        {!plan.runnable
          ? t('request.how.notRunnable')
          : t(
              plan.verdict !== 'exact'
                ? `request.how.${plan.verdict}`
                : plan.access
                  ? 'request.how.accessExact'
                  : plan.structure
                    ? 'request.how.structureExact'
                    : 'request.how.exact',
            )}
      </p>
      {(plan.verdict !== 'exact' || !plan.runnable) && <ReasonList plan={plan} />}
      <HowRun plan={plan} checks={view.revision.checks.length} />
      {plan.verdict !== 'none' &&
        (hasEnded(view) ? (
          <p>
            <State tone="attention">{t('request.how.gone')}</State>
          </p>
        ) : ran ? (
          <p className={classes.script}>
            {t('request.how.script')}
            <Button variant="default" size="compact-xs" onClick={script.open}>
              {t('request.how.view')}
            </Button>
            <Button component="a" variant="default" size="compact-xs" href={scriptFile(view.id)} download>
              {t('request.how.download')}
            </Button>
            {images > compressedAbove && (
              <Anchor href={scriptFile(view.id, 'sql')} download inherit>
                {t('request.how.downloadPlain')}
              </Anchor>
            )}
          </p>
        ) : (
          <p className={classes.small}>
            {t('request.how.scriptLater')} {t('request.how.keptFor', { count: view.imagesKeptDays })}
          </p>
        ))}
      {view.imagesUntil !== null && (
        <p className={classes.small}>
          {endsSoon(view.imagesUntil, now) && (
            <State tone="attention">
              {t('request.how.endsSoon')} <Time at={view.imagesUntil} />
            </State>
          )}
          {t('request.how.until', { time: exact(view.imagesUntil) })}
          {view.imagesBytes !== null && ` · ${t('request.how.space', { size: bytes(view.imagesBytes) })}`}
        </p>
      )}
      {view.rollbacks.map((rollback) => (
        <p key={rollback.id}>
          <Anchor component={Link} to={`/requests/${String(rollback.id)}`} inherit>
            {t('request.how.undoneBy', { id: rollback.id, status: t(`status.${rollback.status}`) })}
          </Anchor>
        </p>
      ))}
      <ScriptDialog id={view.id} opened={reading} onClose={script.close} />
    </>
  );
}
