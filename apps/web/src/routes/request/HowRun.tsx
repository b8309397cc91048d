import type { RollbackPlan } from '@sluice/contracts';
import { useTranslation } from 'react-i18next';
import { useCoded } from '../../i18n/useCoded';

/** In chunks, or whole although it is big: then why, and for how long. Nothing of a small change. */
export function HowRun({ plan, checks }: { plan: RollbackPlan; checks: number }) {
  const { t } = useTranslation();
  const coded = useCoded();
  const { run } = plan;
  if (run?.cut) {
    return (
      <p>
        <strong>{t('request.run.chunks')}</strong> {t('request.run.chunksHelp')}
        {checks > 0 && <> {t('request.run.chunksChecks')}</>}
      </p>
    );
  }
  if (!run?.whole) return null;
  return (
    <p>
      <strong>{t('request.run.whole', { count: run.whole.seconds })}</strong> {t('request.run.wholeHelp')}{' '}
      {coded.wholeReason(run.whole.why)}
    </p>
  );
}
