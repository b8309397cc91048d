// What a structure change does to definitions, as its rehearsal showed it: before → after, and that the way back comes out where it began.
import type { Structure, StructureStep } from '@sluice/contracts';
import { useTranslation } from 'react-i18next';
import { LineDiff } from '../line-diff/LineDiff';
import { State } from '../State';
import { useBytes } from '../useBytes';
import classes from './Structure.module.css';

/** `back`: of a rollback, the same the other way. */
export function StructureChanges({ structure, back = false }: { structure: Structure; back?: boolean }) {
  const steps = back ? [...structure.steps].reverse() : structure.steps;
  return (
    <div className={classes.steps}>
      {steps.map((step) => (
        <Step key={step.statement} step={step} named={steps.length > 1} back={back} />
      ))}
    </div>
  );
}

function Step({ step, named, back }: { step: StructureStep; named: boolean; back: boolean }) {
  const { t } = useTranslation();
  const changed = step.definitions.filter(({ before, after }) => before !== after);
  const isProved = step.inverse !== null && step.definitions.every(({ before, restored }) => before === restored);
  return (
    <section className={classes.step} aria-label={t('structure.statement', { number: step.statement })}>
      {named && <p className={classes.small}>{t('structure.statement', { number: step.statement })}</p>}
      {!back && <WayLine step={step} />}
      {changed.map(({ table, before, after, restored }) => (
        <div key={table}>
          <p className={classes.name}>
            <code>{table}</code>
          </p>
          {back ? (
            <LineDiff before={after ?? ''} after={restored ?? ''} label={t('structure.restoredOf', { table })} />
          ) : (
            <LineDiff before={before ?? ''} after={after ?? ''} label={t('structure.changeOf', { table })} />
          )}
        </div>
      ))}
      {step.recycled.map(({ table, leaves }) => (
        <p key={table}>{t(`structure.aside.${leaves}`, { table })}</p>
      ))}
      {step.kept.map(({ table, columns }) => (
        <p key={table}>{t('structure.kept', { table, columns: columns.map(({ name }) => name).join(', ') })}</p>
      ))}
      {!back && isProved && <State tone="done">{t('structure.restored')}</State>}
    </section>
  );
}

/** How much it disturbs the others. */
function WayLine({ step: { way } }: { step: StructureStep }) {
  const { t } = useTranslation();
  const size = useBytes();
  const { algorithm, lock, rows, bytes, reason } = way;
  return (
    <div>
      <State tone={algorithm === 'copy' ? 'attention' : 'done'}>{t(`structure.way.${algorithm}`)}</State>
      <p className={classes.small}>
        {[
          t(`structure.lock.${algorithm === 'definition' ? 'moment' : lock}`),
          rows !== null && bytes !== null ? t('structure.size', { count: rows, size: size(bytes) }) : null,
          reason === null ? null : t('structure.reason', { reason }),
        ]
          .filter((part) => part !== null)
          .join(' · ')}
      </p>
    </div>
  );
}
