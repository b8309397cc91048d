// A case as text that a person can paste: the server's settings, the schema, the request.
import { requestText, setupStatements, type FuzzCase } from '../case.ts';
import { environmentNamed, phases } from '../generate/environments.ts';

export function reproduction(fuzzCase: FuzzCase): string {
  const { sqlMode, timeZone, isolation, autoIncrement, phase } = environmentNamed(fuzzCase.environment);
  const flags = phases.find(({ name }) => name === phase)?.flags.join(' ') ?? '';
  return [
    `-- form: ${fuzzCase.form}; condition: ${fuzzCase.condition}; by ${fuzzCase.path}`,
    `-- mysqld ${flags}`,
    `SET GLOBAL sql_mode = '${sqlMode}', GLOBAL time_zone = '${timeZone}', GLOBAL transaction_isolation = '${isolation}',`,
    `  GLOBAL auto_increment_increment = ${String(autoIncrement.increment)}, GLOBAL auto_increment_offset = ${String(autoIncrement.offset)};`,
    "SET SESSION time_zone = '+00:00', SESSION sql_mode = 'ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO', SESSION foreign_key_checks = 0;",
    ...setupStatements(fuzzCase).map((statement) => `${statement};`),
    '-- the request:',
    `${requestText(fuzzCase)};`,
    ...(fuzzCase.writers === null ? [] : [`-- meanwhile: ${JSON.stringify(fuzzCase.writers)}`]),
  ].join('\n');
}
