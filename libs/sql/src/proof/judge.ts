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
import { isTurned, proofQuestions } from './questions.js';

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
  const bytes = digestBytes(slice.statement);
  if (bytes >= maxDigestLength) {
    throw new Unproved('statement-too-long-for-digest', { bytes, limit: maxDigestLength });
  }
  const whole = digests.of('statement');
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
      ? before(change, ` SET ${after(digests.of('set'), 'UPDATE `t` SET ', 'set')}`, 'set')
      : change;
  const isSame = isTurned(slice) ? endsTurned(slice, own, refs, digests) : own.endsWith(` ${refs}`);
  if (!isSame) throw new Unproved('digest-differs', { part: 'refs' });
  if (change + tail !== whole) throw new Unproved('digest-differs', { part: 'tail' });
}

/** Whether `own` is the head and then `refs` with alias and PARTITION in each other's place: the one thing a capture of DELETE may move. */
function endsTurned(slice: Exclude<Slice, InsertSlice>, own: string, refs: string, digests: Digests): boolean {
  if (slice.kind !== 'DELETE' || slice.multiTable) return false;
  const head = before(digests.of('head'), '`t` WHERE ?', 'head');
  const words = after(own, head, 'head').split(' ');
  const partition = words.indexOf('PARTITION');
  return words
    .slice(0, partition + 1)
    .some(
      (_, alias) =>
        [...words.slice(0, alias), ...words.slice(partition), ...words.slice(alias, partition)].join(' ') === refs,
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
