import { Anchor, Skeleton } from '@mantine/core';
import type { RequestView } from '@sluice/contracts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './Request.module.css';

/** Of a rollback: which request it takes back, and what happens with rows that someone changed since. */
export function WhatUndone({ view: { rollbackOf, revision } }: { view: RequestView }) {
  const { t } = useTranslation();
  const undoes = revision.plan?.undoes;
  return (
    <>
      <p>
        <Anchor component={Link} to={`/requests/${String(rollbackOf)}`} inherit>
          {t('request.how.undoes', { id: rollbackOf ?? 0 })}
        </Anchor>
      </p>
      {undoes ? (
        <>
          <p>
            {t(
              revision.plan?.access
                ? 'request.how.undoesAccess'
                : revision.plan?.structure
                  ? 'request.how.undoesStructure'
                  : 'request.how.undoesHow',
            )}
          </p>
          <p className={classes.dimmed}>{t(`choice.${undoes.onConflict}`)}</p>
        </>
      ) : (
        <Skeleton height={40} aria-label={t('request.how.working')} />
      )}
    </>
  );
}
