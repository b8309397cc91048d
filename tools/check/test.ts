// npm test: the gates, then every suite; what CI runs. `npm test -- database` runs one.
import { finish, line } from './report.ts';
import { runGates } from './run-gates.ts';
import { runSuite, type RunSuite } from './run-suite.ts';
import { chosen, gates, isAbsent, suites } from './suites.ts';

const wanted = chosen([...gates, ...suites]);
const results: RunSuite[] = await runGates(wanted.filter((suite) => gates.includes(suite)));

for (const suite of wanted.filter((one) => suites.includes(one))) {
  console.log(`\n=== ${suite.name}`);
  if (isAbsent(suite)) {
    console.log(`not run: there is no ${suite.about ?? ''} (SLUICE_TEST_DATA names the folder)`);
    continue;
  }
  const result = await runSuite(suite, true);
  console.log(line(result));
  results.push(result);
}

console.log(`\n${results.map(line).join('\n')}`);
finish(results);
