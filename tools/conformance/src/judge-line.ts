import { classify, describe, judgeProof, proofQuestions, slice, split } from '@sluice/sql';
import type { DigestAsker } from './digest-asker.ts';
import type { Line } from './read-lines.ts';

/** What became of one line. `refusal` is a reason's code, with its part or guard; undefined means proved. */
export type Outcome =
  | { readonly crash: string }
  | {
      readonly crash?: undefined;
      /** One statement for the splitter and for the server. */
      readonly isOne: boolean;
      readonly kind: string;
      readonly isSliced: boolean;
      readonly refusal: string | undefined;
    };

export async function judgeLine({ sql }: Line, asker: DigestAsker): Promise<Outcome> {
  const { statements, problems } = split(sql, asker.mode);
  const [statement] = statements;
  if (statement === undefined || statements.length !== 1 || problems.length > 0) {
    const refusal = problems[0]?.code ?? `${statements.length}-statements`;
    return { isOne: false, kind: '', isSliced: false, refusal };
  }
  const kind = classify(statement);
  const result = slice(statement);
  if (!result.ok) {
    const [answer] = await asker.ask([statement.text]);
    const isOne = answer !== undefined && 'digestText' in answer;
    return { isOne, kind, isSliced: false, refusal: result.refusal.code };
  }
  describe(result.slice);
  const texts = proofQuestions(result.slice).map((question) => question.text);
  const proof = judgeProof(result.slice, await asker.ask(texts), asker.maxDigestLength);
  if (proof.proved) return { isOne: true, kind, isSliced: true, refusal: undefined };
  const { code, params } = proof.refusal;
  const detail = params['part'] ?? params['guard'];
  const refusal = detail === undefined ? code : `${code} (${detail})`;
  return { isOne: code !== 'statement-not-accepted', kind, isSliced: true, refusal };
}
