// npm run check: format, lint, types, dead code and unit tests; no server, no build. `npm run check -- lint` runs one.
import { finish } from './report.ts';
import { runGates } from './run-gates.ts';
import { chosen, gates } from './suites.ts';

finish(await runGates(chosen(gates)));
