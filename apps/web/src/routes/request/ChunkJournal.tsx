import { Progress } from '@mantine/core';
import type { ChunkProgress } from '@sluice/contracts';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { duration } from '../../components/relative-time';
import { Time } from '../../components/Time';
import { shareDone } from './share-done';
import classes from './Request.module.css';

/** How far a run in chunks has come, and its last chunks one by one. */
export function ChunkJournal({ chunks, done }: { chunks: ChunkProgress; done: boolean }) {
  const { t, i18n } = useTranslation();
  const label = useId();
  const share = shareDone(chunks, done);
  return (
    <div>
      <p id={label} className={classes.small}>
        {chunks.of === null
          ? t('request.chunks.count', { count: chunks.count, rows: chunks.matched })
          : t('request.chunks.countOf', { count: chunks.count, rows: chunks.matched, of: chunks.of })}
        {chunks.stopRequested && !done && <> {t('request.chunks.stopping')}</>}
      </p>
      {share !== null && <Progress value={share} size="sm" aria-labelledby={label} />}
      {chunks.last.length > 0 && (
        <details className={classes.details}>
          <summary>{t('request.chunks.last')}</summary>
          <ol className={classes.attempts}>
            {chunks.last.map(({ number, rows, milliseconds, committedAt }) => (
              <li key={number}>
                {t('request.chunks.one', { number, count: rows })}
                {milliseconds !== null && <> · {duration(milliseconds, i18n.language)}</>} · <Time at={committedAt} />
              </li>
            ))}
          </ol>
        </details>
      )}
    </div>
  );
}
