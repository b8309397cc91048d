import type { ProofAnswer, ProofQuestion } from '@sluice/sql';
import { sessionOf } from '../connect/connect-target.js';
import { literal } from '../connect/literal.js';
import type { Session } from '../connect/session.js';
import { TargetError } from '../connect/target-error.js';
import type { TargetConnection } from '../types.js';
import { fitsPacket } from './packet.js';
import { withSqlMode } from './with-sql-mode.js';

/** Of one round trip: a request of thousands of statements would wait for as many. */
const together = { texts: 500, characters: 100_000 };

/** STATEMENT_DIGEST_TEXT of each text under this sql_mode: the target's real grammar, which runs nothing. In order. */
export function askDigests(
  connection: TargetConnection,
  questions: readonly ProofQuestion[],
  sqlMode: string,
): Promise<ProofAnswer[]> {
  const session = sessionOf(connection);
  // Statements of one kind ask much the same of one table.
  const texts = [...new Set(questions.map(({ text }) => text))];
  return withSqlMode(session, sqlMode, async () => {
    const answers = new Map<string, ProofAnswer>();
    for (const batch of batches(texts))
      for (const answer of await askTogether(session, batch)) answers.set(answer.text, answer);
    return questions.map(({ text }) => answers.get(text) ?? { text, error: 'not asked' });
  });
}

function batches(texts: readonly string[]): string[][] {
  const found: string[][] = [];
  let characters = 0;
  for (const text of texts) {
    const last = found.at(-1);
    characters += text.length;
    if (last && last.length < together.texts && characters <= together.characters) last.push(text);
    else {
      found.push([text]);
      characters = text.length;
    }
  }
  return found;
}

/** One round trip; where one text is refused, which fails them all, each half is asked for itself. */
async function askTogether(session: Session, texts: readonly string[]): Promise<ProofAnswer[]> {
  const [first, second] = texts;
  if (first === undefined) return [];
  if (second === undefined) return [await askOne(session, first)];
  const row = await askRow(session, texts);
  if (row) return texts.map((text, i) => ({ text, digestText: row[i] ?? '' }));
  const half = Math.ceil(texts.length / 2);
  return [...(await askTogether(session, texts.slice(0, half))), ...(await askTogether(session, texts.slice(half)))];
}

/** Undefined where the server refuses one of them. */
async function askRow(session: Session, texts: readonly string[]): Promise<(string | null)[] | undefined> {
  try {
    const [row] = await session.rows(`SELECT ${texts.map(digestOf).join(', ')}`);
    return row?.includes(null) ? undefined : row;
  } catch (error) {
    if (isRefusal(error)) return undefined;
    throw error;
  }
}

async function askOne(session: Session, text: string): Promise<ProofAnswer> {
  if (!(await fitsPacket(session, text))) return { text, error: 'longer than max_allowed_packet' };
  try {
    const digestText = await session.cell(`SELECT ${digestOf(text)}`);
    return digestText === null ? { text, error: 'no digest' } : { text, digestText };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { text, error: String(error.failure.params.message) };
  }
}

function digestOf(text: string): string {
  return `STATEMENT_DIGEST_TEXT(${literal(text)})`;
}

function isRefusal(error: unknown): error is TargetError {
  return error instanceof TargetError && error.failure.code === 'statement-error';
}
