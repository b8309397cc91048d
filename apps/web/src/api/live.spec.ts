import { QueryClient } from '@tanstack/react-query';
import { keys } from './keys';
import { watchEvents } from './live';

/** As the browser's, moved by hand. */
class FakeSource extends EventTarget {
  static readonly CLOSED = 2;
  static readonly opened: FakeSource[] = [];
  readyState = 0;
  onopen: () => void = () => undefined;
  onerror: () => void = () => undefined;
  onmessage: (message: { data: string }) => void = () => undefined;

  constructor(readonly url: string) {
    super();
    FakeSource.opened.push(this);
  }

  close(): void {
    this.readyState = FakeSource.CLOSED;
  }
}

describe('live events', () => {
  const all = [keys.request(1), keys.request(2), keys.requestLists, keys.inboxCount, [...keys.targets, 'databases']];
  let client: QueryClient;
  let live: boolean[];
  let close: () => void;
  const source = () => FakeSource.opened.at(-1) as FakeSource;

  /** Which answers are to be asked for again since the last look. */
  const stale = () => {
    const found = all.filter((key) => client.getQueryState(key)?.isInvalidated);
    for (const key of [...all, [...keys.targets, 'check', 3]]) client.setQueryData(key, {});
    return found;
  };

  beforeEach(() => {
    jest.useFakeTimers();
    Object.assign(globalThis, { EventSource: FakeSource });
    client = new QueryClient();
    live = [];
    close = watchEvents(client, (now) => live.push(now));
    stale();
  });

  afterEach(() => {
    close();
    client.clear();
    jest.useRealTimers();
  });

  it('ask for everything shown when the stream opens, the first time too', () => {
    source().onopen();
    expect(client.getQueryState([...keys.targets, 'check', 3])?.isInvalidated).toBe(false);
    expect([stale(), live]).toEqual([all, [true]]);
    source().onerror();
    source().onopen();
    expect([stale(), live]).toEqual([all, [true, false, true]]);
  });

  it('ask for everything when the server says that too much was missed', () => {
    source().dispatchEvent(new Event('reset'));
    expect(stale()).toEqual(all);
  });

  it('ask only for what moved otherwise', () => {
    source().onmessage({ data: '{"id":1,"subject":"change-request","subjectId":2,"version":3}' });
    expect(stale()).toEqual([keys.request(2), keys.requestLists, keys.inboxCount]);
    source().onmessage({ data: '{"id":1,"subject":"something new"}' });
    expect(stale()).toEqual([]);
  });

  it('start over where the browser gives up, and everything is asked for again', () => {
    const first = source();
    first.close();
    first.onerror();
    jest.advanceTimersByTime(5_000);
    expect(source()).not.toBe(first);
    source().onopen();
    expect(stale()).toEqual(all);
  });
});
