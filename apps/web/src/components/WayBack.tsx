// Whether a change can be taken back, and until when; a way back that ended says so.
import type { RequestRow } from '@sluice/contracts';
import { useTranslation } from 'react-i18next';
import { State } from './State';
import { Verdict } from './StateWords';
import { Time, useNow } from './Time';
import { endsSoon, hasEnded } from './way-back';

export function WayBack({ row }: { row: RequestRow }) {
  const { t } = useTranslation();
  const now = useNow();
  if (!row.verdict) return null;
  if (hasEnded(row)) return <State tone="waiting">{t('wayBack.ended')}</State>;
  if (row.imagesUntil === null || !endsSoon(row.imagesUntil, now)) return <Verdict verdict={row.verdict} />;
  return (
    <State tone="attention">
      <Time at={row.imagesUntil} />
    </State>
  );
}
