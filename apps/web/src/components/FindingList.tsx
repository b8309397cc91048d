import type { Finding, Severity } from '@sluice/contracts';
import { useTranslation } from 'react-i18next';
import { useCoded } from '../i18n/useCoded';
import { StateShape } from './State';
import { severityTones } from './StateWords';
import classes from './FindingList.module.css';

const order: readonly Severity[] = ['block', 'warn', 'note'];

/** Findings, the gravest first; `several` names the statement of each. */
export function FindingList({ findings, several }: { findings: readonly Finding[]; several: boolean }) {
  const { t } = useTranslation();
  const coded = useCoded();
  const sorted = findings.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  return (
    <ul className={classes.list}>
      {sorted.map((finding, at) => (
        <li key={at}>
          <StateShape tone={severityTones[finding.severity]} />
          <span className={classes.severity}>{t(`severity.${finding.severity}`)}</span>
          <span>
            {coded.finding(finding)}
            {several && finding.statement > 0 && (
              <span className={classes.at}> {t('request.findings.at', { number: finding.statement })}</span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
