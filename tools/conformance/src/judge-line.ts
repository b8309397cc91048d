import { classify, describe, judgeProof, proofQuestions, slice, split, type Slice } from '@sluice/sql';
import type { DigestAsker } from './digest-asker.ts';
import type { Line } from './read-lines.ts';

/** What was cut out of an INSERT or REPLACE. */
export interface InsertParts {
  /** Where its rows come from: a VALUES list, a SET list, a query. */
  readonly source: string;
  /** Rows of a VALUES list. */
  readonly rows: number;
  /** Values of a VALUES list, assignments of a SET list. */
  readonly values: number;
  readonly onDuplicate: number;
}

/** What became of one line. `refusal` is a reason's code, with its part or guard; undefined means proved. */
export type Outcome =
  | { readonly crash: string }
  | {
      readonly crash?: undefined;
      /** The server takes the text as one statement in this sql_mode. */
      readonly accepted: boolean;
      /** One statement for the splitter. */
      readonly isOne: boolean;
      readonly kind: string;
      readonly isSliced: boolean;
      readonly insert?: InsertParts | undefined;
      readonly refusal: string | undefined;
    };

export async function judgeLine({ sql }: Line, asker: DigestAsker): Promise<Outcome> {
  const { statements, problems } = split(sql, asker.mode);
  const [statement] = statements;
  if (statement === undefined || statements.length !== 1 || problems.length > 0) {
    const refusal = problems[0]?.code ?? `${statements.length}-statements`;
    return { accepted: await accepts(asker, sql), isOne: false, kind: '', isSliced: false, refusal };
  }
  const kind = classify(statement);
  const result = slice(statement);
  if (!result.ok) {
    return { accepted: await accepts(asker, sql), isOne: true, kind, isSliced: false, refusal: result.refusal.code };
  }
  describe(result.slice);
  const texts = proofQuestions(result.slice).map((question) => question.text);
  const own = texts.indexOf(sql);
  const answers = await asker.ask(own < 0 ? [...texts, sql] : texts);
  const accepted = 'digestText' in (answers.at(own) ?? {});
  const proof = judgeProof(result.slice, answers.slice(0, texts.length), asker.maxDigestLength);
  const cut = { accepted, isOne: true, kind, isSliced: true, insert: insertParts(result.slice) };
  if (proof.proved) return { ...cut, refusal: undefined };
  const { code, params } = proof.refusal;
  const detail = params['part'] ?? params['guard'];
  return { ...cut, refusal: detail === undefined ? code : `${code} (${detail})` };
}

async function accepts(asker: DigestAsker, text: string): Promise<boolean> {
  const [answer] = await asker.ask([text]);
  return answer !== undefined && 'digestText' in answer;
}

function insertParts(own: Slice): InsertParts | undefined {
  if (own.kind === 'UPDATE' || own.kind === 'DELETE') return undefined;
  const { source, onDuplicate } = own;
  const rows = source.form === 'values' ? source.rows : [];
  const set = source.form === 'set' ? source.assignments.length : 0;
  return {
    source: source.form,
    rows: rows.length,
    values: set + rows.reduce((sum, row) => sum + row.values.length, 0),
    onDuplicate: onDuplicate?.assignments.length ?? 0,
  };
}
