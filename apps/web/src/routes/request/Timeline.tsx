import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { timelineQuery } from '../../api/change-requests';
import { ProblemNotice } from '../../components/ProblemNotice';
import { ExactTime } from '../../components/Time';
import { useCoded } from '../../i18n/useCoded';
import classes from './Request.module.css';

export function Timeline({ id }: { id: number }) {
  const { t } = useTranslation();
  const coded = useCoded();
  const timeline = useQuery(timelineQuery(id));
  if (timeline.isError) return <ProblemNotice error={timeline.error} retry={() => void timeline.refetch()} />;
  if (!timeline.data) return <Skeleton height={90} aria-label={t('loading')} />;
  if (timeline.data.length === 0) return <p className={classes.dimmed}>{t('request.timeline.empty')}</p>;
  return (
    <ol className={classes.timeline}>
      {timeline.data.map((entry) => (
        <li key={entry.id}>
          <span className={classes.dimmed}>
            <ExactTime at={entry.at} />
          </span>
          <span>{entry.actor?.name ?? t('system')}</span>
          <span>{coded.act(entry.action, entry.params)}</span>
        </li>
      ))}
    </ol>
  );
}
