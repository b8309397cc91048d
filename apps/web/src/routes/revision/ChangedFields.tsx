import type { RevisionView } from '@sluice/contracts';
import { useTranslation } from 'react-i18next';
import { formatResult } from '../write/expected-result';
import classes from './Revision.module.css';

/** Reason, expected rows and checks of two revisions; what differs stands as before and after. */
export function ChangedFields({ before, after }: { before: RevisionView; after: RevisionView }) {
  const { t } = useTranslation();
  const rows = ({ expectedRows }: RevisionView) =>
    expectedRows === null ? t('request.why.noExpectation') : t('unit.rows', { count: expectedRows });
  const checks = ({ checks: list }: RevisionView) =>
    list.map(({ sql, expected }) => `${sql}\n${formatResult(expected)}`).join('\n\n') || t('none');
  return (
    <dl className={classes.fields}>
      <Field name={t('write.reason')} before={before.reason} after={after.reason} />
      <Field name={t('write.expected')} before={rows(before)} after={rows(after)} />
      <Field name={t('write.checks')} before={checks(before)} after={checks(after)} />
    </dl>
  );
}

function Field({ name, before, after }: { name: string; before: string; after: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {before === after ? (
          after
        ) : (
          <>
            <del>{before}</del>
            <br />
            <ins>{after}</ins>
          </>
        )}
      </dd>
    </>
  );
}
