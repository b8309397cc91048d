import type { RequestView } from '@sluice/contracts';
import { useTranslation } from 'react-i18next';
import { State } from '../../components/State';
import { Time } from '../../components/Time';
import { useRoleList } from '../../components/useRoleList';
import classes from './Request.module.css';

export function Approvals({ view }: { view: RequestView }) {
  const { t } = useTranslation();
  const list = useRoleList();
  // An approval that stands below speaks for itself; after the decision what is missing is of no interest.
  const decided = new Set(view.approvals.filter(({ valid }) => valid).map(({ person }) => person.id));
  const requirements = view.requirements.filter(({ satisfiedBy }) =>
    satisfiedBy ? !decided.has(satisfiedBy.id) : view.status === 'planned',
  );
  return (
    <>
      {requirements.length === 0 && view.approvals.length === 0 && (
        <p className={classes.dimmed}>{t('request.approvals.none')}</p>
      )}
      <ul className={classes.plainList} aria-label={t('request.approvals.title')}>
        {requirements.map((requirement, at) => (
          <li key={at}>
            {requirement.satisfiedBy ? (
              <State tone="done">{t('request.approvals.by', { name: requirement.satisfiedBy.name })}</State>
            ) : (
              <State tone="attention">{t('request.approvals.needs', { roles: list(requirement.roles) })}</State>
            )}
          </li>
        ))}
        {view.approvals.map((approval) => (
          <li key={approval.id}>
            <State tone={!approval.valid ? 'waiting' : approval.decision === 'approve' ? 'done' : 'stopped'}>
              {t(`request.approvals.${approval.decision === 'approve' ? 'approved' : 'rejected'}`, {
                name: approval.person.name,
              })}
            </State>{' '}
            <span className={classes.dimmed}>
              <Time at={approval.createdAt} />
              {!approval.valid && <> · {t('request.approvals.void')}</>}
            </span>
            {approval.comment !== '' && <blockquote className={classes.comment}>{approval.comment}</blockquote>}
          </li>
        ))}
      </ul>
    </>
  );
}
