import type { ProofAnswer, ProofQuestion } from '@sluice/sql';
import { sessionOf } from '../connect/connect-target.js';
import { literal } from '../connect/literal.js';
import type { Session } from '../connect/session.js';
import { TargetError } from '../connect/target-error.js';
import type { TargetConnection } from '../types.js';
import { fitsPacket } from './packet.js';
import { withSqlMode } from './with-sql-mode.js';

/** STATEMENT_DIGEST_TEXT of each text under this sql_mode: the target's real grammar, which runs nothing. In order. */
export function askDigests(
  connection: TargetConnection,
  questions: readonly ProofQuestion[],
  sqlMode: string,
): Promise<ProofAnswer[]> {
  const session = sessionOf(connection);
  return withSqlMode(
    session,
    sqlMode,
    async () => (await askAtOnce(session, questions)) ?? askEach(session, questions),
  );
}

/** One round trip; undefined where one of them is refused, which fails them all. */
async function askAtOnce(session: Session, questions: readonly ProofQuestion[]): Promise<ProofAnswer[] | undefined> {
  if (questions.length === 0) return [];
  const bytes = questions.reduce((sum, { text }) => sum + text.length, 0);
  if (bytes > 100_000) return undefined;
  try {
    const [row] = await session.rows(`SELECT ${questions.map(({ text }) => digestOf(text)).join(', ')}`);
    if (row?.some((cell) => cell === null)) return undefined;
    return questions.map(({ text }, i) => ({ text, digestText: row?.[i] ?? '' }));
  } catch (error) {
    if (isRefusal(error)) return undefined;
    throw error;
  }
}

async function askEach(session: Session, questions: readonly ProofQuestion[]): Promise<ProofAnswer[]> {
  const answers: ProofAnswer[] = [];
  for (const { text } of questions) {
    if (!(await fitsPacket(session, text))) {
      answers.push({ text, error: 'longer than max_allowed_packet' });
      continue;
    }
    try {
      const digestText = await session.cell(`SELECT ${digestOf(text)}`);
      answers.push(digestText === null ? { text, error: 'no digest' } : { text, digestText });
    } catch (error) {
      if (!isRefusal(error)) throw error;
      answers.push({ text, error: String(error.failure.params.message) });
    }
  }
  return answers;
}

function digestOf(text: string): string {
  return `STATEMENT_DIGEST_TEXT(${literal(text)})`;
}

function isRefusal(error: unknown): error is TargetError {
  return error instanceof TargetError && error.failure.code === 'statement-error';
}
