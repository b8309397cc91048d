// An account's state in words of its own: the shapes are the contracts', for the plan holds them.
import type { ClauseName } from '@sluice/contracts';
import { clauseNameSchema } from '@sluice/contracts';

/** In the order in which SHOW CREATE USER writes them. */
export const clauseNames: readonly ClauseName[] = clauseNameSchema.options;

/** Verbatim; a clause that the server leaves out is not there. */
export type AccountClauses = Readonly<Partial<Record<ClauseName, string>>>;
