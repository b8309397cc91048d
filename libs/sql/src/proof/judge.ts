import type {
  InsertSlice,
  ProofAnswer,
  ProofQuestion,
  ProofResult,
  Refusal,
  Slice,
  SliceRefusalCode,
} from '../types.js';
import { firstGap } from './coverage.js';
import { digestBytes } from './digest-bytes.js';
import { proofQuestions } from './questions.js';

/** Why a slice is not proved. Never leaves this file. */
class Unproved extends Error {
  constructor(
    readonly code: SliceRefusalCode,
    readonly params: Refusal['params'] = {},
  ) {
    super(code);
  }
}

/**
 * Proved means: the slice accounts for every token, and the server's digests of its parts make up the digest of the statement.
 * @param answers to proofQuestions(slice), in any order
 * @param maxDigestLength the asked server's `max_digest_length`, in bytes: what lies beyond it is not in any digest
 */
export function judgeProof(slice: Slice, answers: readonly ProofAnswer[], maxDigestLength: number): ProofResult {
  try {
    judge(slice, answers, maxDigestLength);
    return { proved: true };
  } catch (error) {
    if (!(error instanceof Unproved)) throw error;
    return { proved: false, refusal: { code: error.code, params: error.params } };
  }
}

function judge(slice: Slice, answers: readonly ProofAnswer[], maxDigestLength: number): void {
  const questions = proofQuestions(slice);
  const digests = new Digests(questions, answers);
  const whole = digests.of('statement');
  const bytes = digestBytes(slice.statement);
  if (bytes >= maxDigestLength) throw new Unproved('statement-too-long-for-digest', { bytes, maxDigestLength });
  const gap = firstGap(slice);
  if (gap !== undefined) throw new Unproved('slice-incomplete', { offset: gap });
  digests.requireParsed();
  if (digests.of('lexical') !== whole) throw new Unproved('digest-differs', { part: 'lexical' });
  if (slice.kind === 'UPDATE' || slice.kind === 'DELETE') judgeRowChoice(slice, digests, whole);
  else judgeInsert(slice, digests, whole);
}

function judgeRowChoice(slice: Exclude<Slice, InsertSlice>, digests: Digests, whole: string): void {
  const ctes = before(digests.of('with'), 'SELECT ?', 'with');
  const refs = between(digests.of('refs'), `${ctes}SELECT ? FROM `, ' WHERE ?', 'refs');
  const tail = after(digests.of('capture'), `${ctes}SELECT ? FROM ${refs}`, 'capture');
  const change = before(digests.of('change'), ' WHERE ?', 'change');
  if (!change.startsWith(ctes)) throw new Unproved('digest-differs', { part: 'with' });
  const own =
    slice.kind === 'UPDATE'
      ? between(change, '', ` SET ${after(digests.of('set'), 'UPDATE `t` SET ', 'set')}`, 'set')
      : change;
  if (!own.endsWith(` ${refs}`) && !endsReordered(slice, own, refs))
    throw new Unproved('digest-differs', { part: 'refs' });
  if (change + tail !== whole) throw new Unproved('digest-differs', { part: 'tail' });
}

/** Whether `refs` is the end of `change` with alias and PARTITION in each other's place: the one thing a capture of DELETE may move. */
function endsReordered(slice: Exclude<Slice, InsertSlice>, change: string, refs: string): boolean {
  if (slice.kind !== 'DELETE' || slice.multiTable) return false;
  const wanted = refs.split(' ');
  const own = change.split(' ').slice(-wanted.length);
  const partition = own.indexOf('PARTITION');
  return own
    .slice(0, partition + 1)
    .some((_, alias) =>
      [...own.slice(0, alias), ...own.slice(partition), ...own.slice(alias, partition)].every(
        (word, i) => word === wanted[i],
      ),
    );
}

function judgeInsert(slice: InsertSlice, digests: Digests, whole: string): void {
  const into = before(digests.of('into'), 'VALUES ( )', 'into');
  const hasRest = slice.rowAlias !== undefined || slice.onDuplicate !== undefined;
  const rest = hasRest ? after(digests.of('rest'), `${into}VALUES ( )`, 'rest') : '';
  const source = between(whole, into, rest, 'into');
  const { form } = slice.source;
  const isRight =
    form === 'values'
      ? /^VALUES? \(/.test(source)
      : form === 'set'
        ? source.startsWith('SET ')
        : source === digests.of('source');
  if (!isRight) throw new Unproved('digest-differs', { part: 'source' });
}

class Digests {
  private readonly byText: ReadonlyMap<string, ProofAnswer>;

  constructor(
    private readonly questions: readonly ProofQuestion[],
    answers: readonly ProofAnswer[],
  ) {
    this.byText = new Map(answers.map((answer) => [answer.text, answer]));
  }

  of(name: string): string {
    const text = this.questions.find((question) => question.name === name)?.text;
    const answer = text === undefined ? undefined : this.byText.get(text);
    if (answer === undefined) throw new Unproved('answers-missing', { question: name });
    if ('digestText' in answer) return answer.digestText;
    throw name === 'statement'
      ? new Unproved('statement-not-accepted', { error: answer.error })
      : new Unproved('guard-failed', { guard: name });
  }

  requireParsed(): void {
    for (const { name } of this.questions) this.of(name);
  }
}

function between(text: string, start: string, end: string, part: string): string {
  if (!text.startsWith(start) || !text.endsWith(end) || text.length < start.length + end.length)
    throw new Unproved('digest-differs', { part });
  return text.slice(start.length, text.length - end.length);
}

const before = (text: string, end: string, part: string): string => between(text, '', end, part);
const after = (text: string, start: string, part: string): string => between(text, start, '', part);
