// npm run test:mutation [-- sql rollback] [--fresh]: breaks the source of a room in every small way that Stryker knows, and asks its unit tests.
// What no test notices is a way in which the room could be wrong. Exits 1 where fewer than 85% are noticed. Too long for `npm test`: what was
// tried before and has not changed since is not tried again, unless `--fresh`.
import { writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { Stryker } from '@stryker-mutator/core';
import { commit } from './src/commit.ts';
import { optionsOf, rooms } from './src/options.ts';
import { scoreOf, scoresByFile, survivors, type FileScore } from './src/scores.ts';
import { renderSummary } from './src/summary.ts';

const bound = 85;

const fresh = process.argv.includes('--fresh');
const named = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const chosen = named.length === 0 ? rooms : rooms.filter(({ name }) => named.includes(name));
if (chosen.length === 0) {
  console.error(`There is no room ${named.join(', ')}. There are: ${rooms.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}
// It takes minutes of every processor: whatever else runs on the machine goes first.
setPriority(15);
const began = performance.now();
const scored: { room: string; files: readonly FileScore[] }[] = [];
for (const room of chosen) {
  const mutants = await new Stryker(optionsOf(room, fresh)).runMutationTest();
  for (const line of survivors(mutants)) console.log(line);
  scored.push({ room: `libs/${room.name}`, files: scoresByFile(mutants) });
}
const minutes = (performance.now() - began) / 60_000;
const today = new Date().toISOString().slice(0, 10);
const summary = renderSummary({ date: today, commit: commit(), minutes, fresh, bound, scored });
writeFileSync(`docs/evidence/mutation-${today}.md`, summary);
console.log(summary);
const passed = scored.filter(({ files }) => scoreOf(files) >= bound).length;
console.log(`${String(passed)} passed, ${String(scored.length - passed)} failed`);
process.exitCode = passed === scored.length ? 0 : 1;
