import { generateKeyPairSync } from 'node:crypto';
import { parseAuditKeys } from '../../config/audit-keys.js';
import { signHead, type AuditHead } from '../audit-head.js';
import { entryHash, genesisHash, type StoredEntry } from '../canonical-entry.js';
import { ChainCheck, type SealedEntry, type Tampering } from './chain-check.js';

const newKeys = () =>
  parseAuditKeys(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
const keys = newKeys();
const now = new Date('2026-11-20T09:00:00Z');

const entryOf = (id: number): StoredEntry => ({
  id,
  recordedAt: '2026-11-20 09:00:00.000000',
  actorId: 1,
  action: 'change.approved',
  subjectType: 'change-request',
  subjectId: id,
  params: '{}',
});

// Ids are not in the order of the chain: an entry may commit late.
const order = [1, 2, 4, 3, 5, 6];

function sealed(entries: readonly StoredEntry[]): SealedEntry[] {
  let hash: Buffer = genesisHash;
  return entries.map((entry, index) => {
    hash = entryHash(hash, index + 1, entry);
    return { sequence: index + 1, entryId: entry.id, hash, entry };
  });
}

const honest = sealed(order.map(entryOf));
const headsOf = (chain: readonly SealedEntry[]): AuditHead[] =>
  [2, 4, 6].flatMap((sequence) => {
    const seal = chain[sequence - 1];
    return seal === undefined ? [] : [signHead(keys, sequence, seal.hash, now)];
  });
const heads = headsOf(honest);

function check(
  chain: readonly SealedEntry[],
  { filed = heads, stored = heads, notSealed = [] as number[] } = {},
): Tampering[] {
  const check = new ChainCheck(keys, { filed, stored });
  for (const seal of chain) check.next(seal);
  check.end(notSealed);
  return check.found;
}

const edited = (seal: SealedEntry): SealedEntry =>
  seal.entry === null ? seal : { ...seal, entry: { ...seal.entry, actorId: 99 } };

describe('checking the chain', () => {
  it('passes an honest one, also an empty one', () => {
    expect(check(honest)).toEqual([]);
    expect(check([], { filed: [], stored: [] })).toEqual([]);
  });

  it('counts what passed', () => {
    const checked = new ChainCheck(keys, { filed: heads, stored: heads });
    for (const seal of honest) checked.next(seal);
    checked.end([]);
    expect(checked.passed).toBe(honest.length);
  });

  it('finds an edit, and only there', () => {
    for (let at = 0; at < honest.length; at += 1) {
      expect(check(honest.map((seal, index) => (index === at ? edited(seal) : seal)))).toEqual([
        { code: 'edited', at: at + 1 },
      ]);
    }
  });

  it('finds a gap: a seal taken out, or its entry', () => {
    expect(check(honest.filter(({ sequence }) => sequence !== 3))[0]).toEqual({ code: 'gap', at: 3 });
    expect(check(honest.map((seal) => (seal.sequence === 3 ? { ...seal, entry: null } : seal)))).toEqual([
      { code: 'entry-missing', at: 3 },
    ]);
  });

  it('finds two entries that changed places', () => {
    const [first, second, third, fourth, ...rest] = honest as [SealedEntry, SealedEntry, SealedEntry, SealedEntry];
    const swapped = [first, second, { ...third, entry: fourth.entry }, { ...fourth, entry: third.entry }, ...rest];
    expect(check(swapped)[0]).toEqual({ code: 'reordered', at: 3 });
  });

  it('finds a cut end by the heads that remember more, also when the database forgot its own', () => {
    const cut = honest.slice(0, 4);
    expect(check(cut)).toEqual([{ code: 'truncated', at: 6 }]);
    expect(check(cut, { stored: heads.slice(0, 2) })).toEqual([{ code: 'truncated', at: 6 }]);
  });

  it('finds a chain that was computed anew after an edit', () => {
    const anew = sealed(order.map((id) => (id === 4 ? { ...entryOf(id), actorId: 99 } : entryOf(id))));
    expect(check(anew)).toEqual([
      { code: 'recomputed', at: 4 },
      { code: 'recomputed', at: 6 },
    ]);
  });

  it('finds a chain computed anew whose heads in the database were forged with another key', () => {
    const anew = sealed(order.map((id) => ({ ...entryOf(id), actorId: 99 })));
    const forged = [2, 4, 6].map((sequence) =>
      signHead(newKeys(), sequence, anew[sequence - 1]?.hash ?? genesisHash, now),
    );
    const codes = check(anew, { stored: forged }).map(({ code }) => code);
    expect(codes).toContain('head-forged');
    expect(codes).toContain('recomputed');
  });

  it('finds a head that was altered, taken out, or never written', () => {
    const altered = heads.map((head, index) => (index === 1 ? { ...head, sequence: 3 } : head));
    expect(check(honest, { filed: altered })).toContainEqual({ code: 'head-forged', at: 3 });
    expect(check(honest, { stored: heads.slice(1) })).toEqual([{ code: 'head-missing', at: 2 }]);
    const short = heads.slice(0, 2);
    expect(check(honest, { filed: short, stored: short })).toEqual([{ code: 'unsigned-end', at: 5 }]);
  });

  it('finds entries that were kept from the sealer', () => {
    expect(check(honest, { notSealed: [7] })).toEqual([{ code: 'not-sealed', at: 7 }]);
  });
});
