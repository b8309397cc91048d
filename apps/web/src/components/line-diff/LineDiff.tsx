import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { lineDiff } from './line-diff';
import classes from './LineDiff.module.css';

const signs = { same: ' ', removed: '−', added: '+' } as const;

/** A text before and after, line by line; what was removed or added is said by a sign and a word, not by colour alone. */
export function LineDiff({ before, after, label }: { before: string; after: string; label: string }) {
  const { t } = useTranslation();
  const lines = useMemo(() => lineDiff(before, after), [before, after]);
  return (
    <div className={classes.diff} tabIndex={0} role="region" aria-label={label}>
      <table aria-label={label}>
        <tbody>
          {lines.map((line, at) => (
            <tr key={at} data-kind={line.kind}>
              <td className={classes.sign}>
                <span aria-hidden>{signs[line.kind]}</span>
                {line.kind !== 'same' && <span className={classes.hidden}>{t(`revision.${line.kind}`)}</span>}
              </td>
              <td className={classes.code}>{line.text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
