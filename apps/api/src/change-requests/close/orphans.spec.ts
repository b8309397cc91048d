import { executionStatusSchema } from '@sluice/contracts';
import { isOrphan } from './orphans.js';

const old = { ageSeconds: 3_600 };

describe('row images that nobody needs', () => {
  it('are those of a run that failed without effect', () => {
    expect(isOrphan({ ...old, marker: 'none' }, { status: 'failed', isKept: false })).toBe(true);
    expect(isOrphan({ ...old, marker: 'fenced' }, { status: 'failed', isKept: false })).toBe(true);
  });

  it('are those whose time was over while the target was down', () => {
    for (const status of ['executed', 'verified', 'verification-failed'] as const) {
      expect(isOrphan({ ...old, marker: 'run' }, { status, isKept: false })).toBe(true);
      expect(isOrphan({ ...old, marker: 'run' }, { status, isKept: true })).toBe(false);
    }
  });

  it('are those of nobody behind a tombstone, and no others of nobody: another portal may own them', () => {
    expect(isOrphan({ ...old, marker: 'fenced' }, undefined)).toBe(true);
    expect(isOrphan({ ...old, marker: 'run' }, undefined)).toBe(false);
    expect(isOrphan({ ...old, marker: 'none' }, undefined)).toBe(false);
  });

  it('are never those of a run that is not over, nor of one that the target knows otherwise', () => {
    for (const status of ['pending', 'running', 'outcome-unknown', 'continuing', 'half-run'] as const) {
      for (const marker of ['run', 'fenced', 'none'] as const)
        for (const isKept of [true, false]) expect(isOrphan({ ...old, marker }, { status, isKept })).toBe(false);
    }
    expect(isOrphan({ ...old, marker: 'run' }, { status: 'failed', isKept: false })).toBe(false);
  });

  it('are never younger than an hour', () => {
    for (const status of executionStatusSchema.options)
      expect(isOrphan({ ageSeconds: 3_599, marker: 'none' }, { status, isKept: false })).toBe(false);
    expect(isOrphan({ ageSeconds: 3_599, marker: 'fenced' }, undefined)).toBe(false);
  });
});
