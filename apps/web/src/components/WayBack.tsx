// Whether a change can be taken back, and how long still; a way back that ended says so.
import type { RequestRow } from '@sluice/contracts';
import { useTranslation } from 'react-i18next';
import { State } from './State';
import { Verdict } from './StateWords';
import { useExact, useNow } from './Time';
import classes from './WayBack.module.css';
import { endsSoon, hasEnded, timeLeft } from './way-back';

export function WayBack({ row }: { row: RequestRow }) {
  const { t, i18n } = useTranslation();
  const exact = useExact();
  const now = useNow();
  const { verdict, imagesUntil } = row;
  if (!verdict) return null;
  if (hasEnded(row)) return <State tone="waiting">{t('wayBack.ended')}</State>;
  if (imagesUntil === null || row.status === 'rolled-back') return <Verdict verdict={verdict} />;
  const left = timeLeft(imagesUntil, now, i18n.language);
  const until = t('request.how.until', { time: exact(imagesUntil) });
  return (
    <span className={classes.wayBack} title={until}>
      {endsSoon(imagesUntil, now) ? (
        <State tone="attention">{t('wayBack.left', { left })}</State>
      ) : (
        <>
          <Verdict verdict={verdict} />
          <span className={classes.left}>{left}</span>
        </>
      )}
    </span>
  );
}
