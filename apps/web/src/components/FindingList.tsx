import type { Finding, Severity } from '@sluice/contracts';
import { useTranslation } from 'react-i18next';
import { useCoded } from '../i18n/useCoded';
import { PlaceInText } from './PlaceInText';
import { StateShape } from './State';
import { severityTones } from './StateWords';
import classes from './FindingList.module.css';

const order: readonly Severity[] = ['block', 'warn', 'note'];

interface Findings {
  readonly findings: readonly Finding[];
  /** Names the statement of each. */
  readonly several: boolean;
  /** The filed text: what blocks is shown at its place in it. */
  readonly text?: string;
}

/** The gravest first. */
export function FindingList({ findings, several, text }: Findings) {
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
            {text !== undefined && finding.severity === 'block' && finding.range && (
              <PlaceInText text={text} range={finding.range} />
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
