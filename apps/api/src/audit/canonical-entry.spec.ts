import { canonicalParams, entryHash, genesisHash, type StoredEntry } from './canonical-entry.js';

const entry: StoredEntry = {
  id: 42,
  recordedAt: '2026-11-20 09:00:00.123000',
  actorId: null,
  action: 'session.refused',
  subjectType: 'account',
  subjectId: 0,
  params: '{"ip":"10.0.0.1","login":null}',
};

describe('the bytes of an audit entry', () => {
  // Golden: if these differ, every chain in the world fails its verification. Make a new version instead.
  it('are hashed as ever', () => {
    expect(entryHash(genesisHash, 1, entry).toString('hex')).toBe(
      '13b4dca33f5d659fa8188a36ab1c27626829a97bc834e5a1aa3cf32c688aa4c4',
    );
  });

  it('take their params in one order', () => {
    expect(canonicalParams({ b: 1, a: 'ä"', c: null })).toBe('{"a":"ä\\"","b":1,"c":null}');
    expect(canonicalParams({ c: null, a: 'ä"', b: 1 })).toBe(canonicalParams({ b: 1, a: 'ä"', c: null }));
  });

  it('tell every field apart', () => {
    const changes: Partial<StoredEntry>[] = [
      { id: 43 },
      { recordedAt: '2026-11-20 09:00:00.123001' },
      { actorId: 0 },
      { action: 'session.opened' },
      { subjectType: 'session' },
      { subjectId: 1 },
      { params: '{"ip":"10.0.0.1","login":null} ' },
    ];
    const hashes = [
      ...changes.map((change) => entryHash(genesisHash, 1, { ...entry, ...change })),
      entryHash(genesisHash, 2, entry),
      entryHash(Buffer.alloc(32, 1), 1, entry),
      entryHash(genesisHash, 1, entry),
    ].map((hash) => hash.toString('hex'));
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});
