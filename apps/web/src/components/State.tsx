// A state as shape, colour and word, so that it is never told by colour alone.
import {
  IconAlertTriangle,
  IconCircle,
  IconCircleCheck,
  IconCircleDotted,
  IconOctagonMinus,
  type IconProps,
} from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import classes from './State.module.css';

export type Tone = 'waiting' | 'running' | 'done' | 'attention' | 'stopped';

const shapes: Record<Tone, ComponentType<IconProps>> = {
  waiting: IconCircle,
  running: IconCircleDotted,
  done: IconCircleCheck,
  attention: IconAlertTriangle,
  stopped: IconOctagonMinus,
};

export function StateShape({ tone, size = 15 }: { tone: Tone; size?: number }) {
  const Shape = shapes[tone];
  return <Shape size={size} className={classes.shape} data-tone={tone} aria-hidden />;
}

export function State({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={classes.state} data-tone={tone}>
      <StateShape tone={tone} />
      <span>{children}</span>
    </span>
  );
}
