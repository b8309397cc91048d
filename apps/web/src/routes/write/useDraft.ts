// The draft of a new request survives a reload of the tab.
import { useState } from 'react';
import { z } from 'zod';
import { type Draft, emptyDraft } from './draft';

const storageKey = 'sluice.draft';
const draftSchema = z.object({
  targetId: z.int().nullable(),
  statements: z.string(),
  reason: z.string(),
  expectedRows: z.int().nullable(),
  checks: z.array(z.object({ sql: z.string(), expected: z.string() })),
});

function stored(): Draft {
  try {
    return draftSchema.catch({ ...emptyDraft, checks: [] }).parse(JSON.parse(sessionStorage.getItem(storageKey) ?? ''));
  } catch {
    return emptyDraft;
  }
}

function store(draft: Draft): void {
  try {
    sessionStorage.setItem(storageKey, JSON.stringify(draft));
  } catch {
    // Too long for the browser's store: the draft then lives only on the page.
    sessionStorage.removeItem(storageKey);
  }
}

export function useDraft(targetId: number | undefined) {
  const [draft, setDraft] = useState<Draft>(() => {
    const kept = stored();
    return targetId === undefined ? kept : { ...kept, targetId };
  });
  return {
    draft,
    change: (part: Partial<Draft>) => {
      setDraft((before) => {
        const after = { ...before, ...part };
        store(after);
        return after;
      });
    },
    discard: () => {
      sessionStorage.removeItem(storageKey);
      setDraft({ ...emptyDraft, targetId: draft.targetId });
    },
  };
}
