import { useEffect, useRef } from 'react';
import { bindKeys, type KeyBindings } from './key-dispatch';

/** Binds keys while mounted; the bindings may close over fresh state, their names may not change. */
export function useKeys(bindings: KeyBindings): void {
  const latest = useRef(bindings);
  useEffect(() => {
    latest.current = bindings;
  });
  const names = Object.keys(bindings).join('\n');
  useEffect(
    () => bindKeys(Object.fromEntries(names.split('\n').map((name) => [name, () => latest.current[name]?.()]))),
    [names],
  );
}
