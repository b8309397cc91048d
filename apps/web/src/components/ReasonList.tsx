import type { RollbackPlan } from '@sluice/contracts';
import { useTranslation } from 'react-i18next';
import { useCoded } from '../i18n/useCoded';

/** Why a plan is not `exact` or cannot run: of the whole, then of each statement. */
export function ReasonList({ plan }: { plan: RollbackPlan }) {
  const { t } = useTranslation();
  const coded = useCoded();
  const several = plan.statements.length > 1;
  const own = plan.statements.flatMap((statement) =>
    statement.reasons.map((reason) => ({ text: coded.reason(reason), number: statement.number })),
  );
  const ownTexts = new Set(own.map((reason) => reason.text));
  const whole = plan.reasons.map((reason) => coded.reason(reason)).filter((text) => !ownTexts.has(text));
  return (
    <ul style={{ margin: '4px 0 0', paddingInlineStart: 18 }}>
      {whole.map((text) => (
        <li key={text}>{text}</li>
      ))}
      {own.map(({ text, number }) => (
        <li key={`${String(number)} ${text}`}>
          {several && <strong>{t('request.how.statement', { number })}: </strong>}
          {text}
        </li>
      ))}
    </ul>
  );
}
