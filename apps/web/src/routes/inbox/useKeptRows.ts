import type { RequestRow } from '@sluice/contracts';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { requestQuery } from '../../api/change-requests';
import { keepPlaces } from './keep-places';

export interface KeptRows {
  readonly rows: readonly RequestRow[] | undefined;
  readonly arrived: number;
  readonly settle: () => void;
}

/** Rows in the places they had; `scope` names the list, and another list starts afresh. */
export function useKeptRows(scope: string, incoming: readonly RequestRow[] | undefined): KeptRows {
  const [memory, setMemory] = useState<{
    scope: string;
    order: readonly number[];
    last: ReadonlyMap<number, RequestRow>;
  }>({
    scope,
    order: [],
    last: new Map(),
  });
  const same = memory.scope === scope;
  const order = same ? memory.order : [];
  const kept = keepPlaces(order, same ? memory.last : new Map<number, RequestRow>(), incoming ?? []);
  const ids = kept.shown.map((row) => row.id);
  // Remembers during render, which React allows for state derived from what is rendered.
  if (incoming && (!same || ids.join() !== order.join())) {
    setMemory({ scope, order: ids, last: new Map(kept.shown.map((row) => [row.id, row])) });
  }
  // Rows that left the list are followed one by one, so that they show where they went.
  const left = useQueries({ queries: incoming ? kept.left.map((id) => requestQuery(id)) : [] });
  const fresh = new Map(left.flatMap(({ data }) => (data ? [[data.id, data as RequestRow] as const] : [])));
  return {
    rows: incoming && kept.shown.map((row) => fresh.get(row.id) ?? row),
    arrived: kept.arrived,
    settle: () => {
      setMemory({ scope: '', order: [], last: new Map() });
    },
  };
}
