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

/** Keeps the stream open while mounted; says whether it is. */
export function useLiveEvents(): boolean {
  const client = useQueryClient();
  const [live, setLive] = useState(true);
  useEffect(() => {
    let source: EventSource;
    let restart: ReturnType<typeof setTimeout> | undefined;
    let missed = false;
    const open = () => {
      source = new EventSource('/api/events');
      source.onopen = () => {
        setLive(true);
        // A resumed stream replays what was missed, a new one cannot.
        if (missed) void client.invalidateQueries({ queryKey: ['requests'] });
        missed = false;
      };
      source.onmessage = (message: MessageEvent<string>) => {
        refresh(client, JSON.parse(message.data));
      };
      source.onerror = () => {
        setLive(false);
        missed = true;
        if (source.readyState === EventSource.CLOSED) restart = setTimeout(open, restartAfterMs);
      };
    };
    open();
    return () => {
      clearTimeout(restart);
      source.close();
    };
  }, [client]);
  return live;
}
