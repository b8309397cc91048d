import type { RequestView } from '@sluice/contracts';
import { useTranslation } from 'react-i18next';
import { StateShape, type Tone } from '../../components/State';
import { stages, type StageState, stageStates } from './stages';
import classes from './Request.module.css';

const tones: Record<StageState, Tone> = {
  done: 'done',
  current: 'running',
  waiting: 'waiting',
  attention: 'attention',
  stopped: 'stopped',
};

export function StageTrack({ view }: { view: RequestView }) {
  const { t } = useTranslation();
  const states = stageStates(view);
  // Waiting for a person is no running: nothing turns.
  const personal = view.status === 'planned';
  return (
    <ol className={classes.track} aria-label={t('request.stages')}>
      {stages.map((stage) => {
        const state = states[stage];
        return (
          <li key={stage} data-state={state} aria-current={state === 'current' ? 'step' : undefined}>
            <StateShape tone={state === 'current' && personal ? 'attention' : tones[state]} />
            <span>{t(`request.stage.${stage}`)}</span>
            <span className={classes.hidden}>{t(`request.stageState.${state}`)}</span>
          </li>
        );
      })}
    </ol>
  );
}
