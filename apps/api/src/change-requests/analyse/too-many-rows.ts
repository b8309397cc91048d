import type { Finding, Preview } from '@sluice/contracts';
import { rowLimit } from '../target/row-limit.js';

/** What the run would refuse, said at filing time. */
export function tooManyRows({ statements }: Preview): Finding[] {
  return statements
    .filter(
      ({ matched }) => matched !== null && (matched.rows > rowLimit || (matched.atLeast && matched.rows >= rowLimit)),
    )
    .map(({ statement }) => ({ code: 'too-many-rows', params: { limit: rowLimit }, severity: 'block', statement }));
}
