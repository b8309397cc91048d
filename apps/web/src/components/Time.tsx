// A moment, relative to now, with the exact time on hover, by the reader's locale and zone.
import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { meQuery } from '../api/access';
import { relative } from './relative-time';

const stepMs = 15_000;
let now = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  if (timer === undefined) now = Date.now();
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, stepMs);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

function useZone(): string | undefined {
  return useQuery({ ...meQuery, enabled: false }).data?.timeZone ?? undefined;
}

export function useExact(): (at: string) => string {
  const { i18n } = useTranslation();
  const zone = useZone();
  const format = new Intl.DateTimeFormat(i18n.language, {
    dateStyle: 'medium',
    timeStyle: 'medium',
    ...(zone === undefined ? {} : { timeZone: zone }),
  });
  return (at) => format.format(new Date(at));
}

/** The present in epoch milliseconds, moving on by itself. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

export function Time({ at }: { at: string }) {
  const { i18n } = useTranslation();
  const exact = useExact();
  const present = useNow();
  const moment = Date.parse(at);
  return (
    <time dateTime={at} title={exact(at)} style={{ whiteSpace: 'nowrap' }}>
      {relative(moment, present, i18n.language)}
    </time>
  );
}

export function ExactTime({ at }: { at: string }) {
  const exact = useExact();
  return (
    <time dateTime={at} style={{ whiteSpace: 'nowrap' }}>
      {exact(at)}
    </time>
  );
}
