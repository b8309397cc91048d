import { Anchor } from '@mantine/core';
import type { RequestView } from '@sluice/contracts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Time } from '../../components/Time';
import classes from './Request.module.css';

/** What was filed, one after the other; each can be opened and is compared with the one before it. */
export function Revisions({ view }: { view: RequestView }) {
  const { t } = useTranslation();
  return (
    <ul className={classes.plainList} aria-label={t('revision.list')}>
      {view.revisions.toReversed().map((revision) => (
        <li key={revision.id}>
          <Anchor component={Link} to={`/requests/${String(view.id)}/revisions/${String(revision.number)}`} inherit>
            {t('revision.open', { number: revision.number })}
          </Anchor>{' '}
          <span className={classes.dimmed}>
            <Time at={revision.createdAt} />
            {revision.id === view.revision.id && <> · {t('revision.present')}</>}
          </span>
        </li>
      ))}
    </ul>
  );
}
