// One stream of events per tab. An event only names what moved, and the answers about it are asked for again. The browser
// resumes a broken stream by Last-Event-ID; where it gives up (the server refused), we start over.
import { liveEventSchema } from '@sluice/contracts';
import type { QueryClient } from '@tanstack/react-query';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { keys } from './keys';

const restartAfterMs = 5_000;

function refresh(client: QueryClient, data: unknown): void {
  const event = liveEventSchema.safeParse(data);
  if (!event.success) return;
  switch (event.data.subject) {
    case 'change-request':
      void client.invalidateQueries({ queryKey: keys.request(event.data.subjectId) });
      void client.invalidateQueries({ queryKey: keys.requestLists });
      void client.invalidateQueries({ queryKey: keys.inboxCount });
      break;
    case 'target':
      void client.invalidateQueries({ queryKey: keys.targets });
      break;
  }
}

/** All that events speak of: what is shown is asked for again at once, the rest when it is shown. Not the grants: that asks the target. */
function refreshAll(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: keys.requests });
  void client.invalidateQueries({ queryKey: keys.targets, predicate: ({ queryKey }) => queryKey[1] !== 'check' });
}

/** Opens a stream, and another one where the server ended it for good; answers how to close it. */
export function watchEvents(client: QueryClient, setLive: (live: boolean) => void): () => void {
  let source: EventSource;
  let restart: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    source = new EventSource('/api/events');
    // What moved between the answers that are shown and this moment nobody may have told: neither before the first stream, nor
    // between a broken one and the next.
    source.onopen = () => {
      setLive(true);
      refreshAll(client);
    };
    // Too much happened to be sent one by one.
    source.addEventListener('reset', () => {
      refreshAll(client);
    });
    source.onmessage = (message: MessageEvent<string>) => {
      refresh(client, JSON.parse(message.data));
    };
    source.onerror = () => {
      setLive(false);
      if (source.readyState === EventSource.CLOSED) restart = setTimeout(open, restartAfterMs);
    };
  };
  open();
  return () => {
    clearTimeout(restart);
    source.close();
  };
}

/** Keeps the stream open while mounted; says whether it is. */
export function useLiveEvents(): boolean {
  const client = useQueryClient();
  const [live, setLive] = useState(true);
  useEffect(() => watchEvents(client, setLive), [client]);
  return live;
}
