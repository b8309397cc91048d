// Cases that were wrong once, reduced: they run first in every run.
import type { FuzzCase } from './case.ts';

export const regressions: readonly FuzzCase[] = [];
