import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { clustersQuery, environmentsQuery, targetDatabasesQuery } from '../../api/targets';
import { State } from '../../components/State';
import classes from './Targets.module.css';

/** The way to the first target, shown until there is one. */
export function Steps() {
  const { t } = useTranslation();
  const databases = useQuery(targetDatabasesQuery);
  const environments = useQuery(environmentsQuery);
  const clusters = useQuery(clustersQuery);
  if (!databases.data || !environments.data || !clusters.data || databases.data.length > 0) return null;
  const first = clusters.data[0];
  const steps = [
    { name: 'environment', done: environments.data.length > 0, to: '/targets?view=environments' },
    { name: 'cluster', done: first !== undefined, to: '/targets?view=clusters' },
    {
      name: 'credentials',
      done: (first?.credentials.length ?? 0) >= 2,
      to: first ? `/clusters/${String(first.id)}` : null,
    },
    { name: 'check', done: false, to: first ? `/clusters/${String(first.id)}` : null },
    { name: 'database', done: false, to: '/targets' },
  ] as const;
  return (
    <section aria-labelledby="steps">
      <h2 id="steps" className={classes.stepsTitle}>
        {t('targets.steps')}
      </h2>
      <ol className={classes.steps}>
        {steps.map(({ name, done, to }) => (
          <li key={name}>
            <State tone={done ? 'done' : 'waiting'}>
              {to === null ? (
                t(`targets.step.${name}`)
              ) : (
                <Anchor component={Link} to={to} inherit>
                  {t(`targets.step.${name}`)}
                </Anchor>
              )}
            </State>
          </li>
        ))}
      </ol>
    </section>
  );
}
