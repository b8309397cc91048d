import type { ExecutionView } from '@sluice/contracts';
import { useCoded } from '../../i18n/useCoded';
import classes from './Request.module.css';

/** Why a run or its verification failed, in plain words. */
export function Failed({ failure }: { failure: NonNullable<ExecutionView['failure']> }) {
  const coded = useCoded();
  return (
    <p className={classes.failure}>
      {coded.failure(failure)} <code>{failure.code}</code>
    </p>
  );
}
