// The proof of a chunk's text: the target's digest of it must be its digest of the whole statement, with the condition in brackets and the range
// beside it. Digests are blind to the literals of the range, so one sample of each shape proves them all.
import type { ChunkCut, PlannedStatement, PlannedTable } from '@sluice/contracts';
import type { ProofAnswer, ProofQuestion } from '@sluice/sql';
import { chunkStatement } from './chunk-statement.js';
import { keyRange, sampleBound, type KeyRange } from './range.js';

/** Of a statement whose own slice is proved. */
export function chunkQuestions(table: PlannedTable, statement: PlannedStatement, cut: ChunkCut): ProofQuestion[] {
  const of = statement.capture?.of ?? '';
  return [
    { name: 'statement', text: statement.text },
    { name: 'where', text: `SELECT 1 FROM ${statement.capture?.refs ?? ''}\nWHERE ${cut.where ?? '1'}` },
    { name: 'refs', text: `SELECT 1 FROM ${statement.capture?.refs ?? ''}\nWHERE 1` },
    ...shapes(table, cut).flatMap((range, i) => [
      { name: `range-${String(i)}`, text: `SELECT 1 FROM t WHERE (${keyRange(table, cut, of, range)})` },
      { name: `chunk-${String(i)}`, text: chunkStatement(table, statement, cut, 1, range).text },
    ]),
  ];
}

export function provesChunks(questions: readonly ProofQuestion[], answers: readonly ProofAnswer[]): boolean {
  const of = (name: string): string | undefined => {
    const text = questions.find((question) => question.name === name)?.text;
    const answer = answers.find((each) => each.text === text);
    return answer && 'digestText' in answer ? answer.digestText : undefined;
  };
  const [whole, where, refs] = [of('statement'), of('where'), of('refs')];
  if (whole === undefined || where === undefined || !refs?.endsWith(' WHERE ?')) return false;
  const select = refs.slice(0, -1);
  if (!where.startsWith(select)) return false;
  const condition = where.slice(select.length);
  const hasWhere = whole.endsWith(` WHERE ${condition}`);
  const head = hasWhere ? whole.slice(0, -` WHERE ${condition}`.length) : whole;
  return [0, 1].every((i) => {
    const range = of(`range-${String(i)}`)?.replace(/^SELECT \? FROM `t` WHERE /, '');
    const own = hasWhere ? ` WHERE ( ${condition} ) AND ${range ?? ''}` : ` WHERE ${range ?? ''}`;
    const chunk = of(`chunk-${String(i)}`);
    return range !== undefined && chunk !== undefined && loose(chunk) === loose(`${head}${own}`);
  });
}

/** A digest text says a single value in brackets as `(?)`, any other as `( … )`. */
function loose(digest: string): string {
  return digest.replaceAll('( ? )', '(?)');
}

/** The first chunk begins at the first row, every other one above a bound. */
function shapes(table: PlannedTable, cut: ChunkCut): KeyRange[] {
  const upTo = sampleBound(table, cut);
  return [
    { above: null, upTo },
    { above: upTo, upTo },
  ];
}
