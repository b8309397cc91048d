// One function that speaks to the API: same origin, cookies, the CSRF token of the session, answers parsed by the contracts.
import { problemSchema, type Problem } from '@sluice/contracts';
import type { z } from 'zod';

/** The server answered with problem details. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  constructor(readonly problem: Problem) {
    super(problem.code);
  }
}

/** No answer came: the outcome of a sent act is not known, and sending it again under the same key is safe. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/** The answer is none that this version of the page knows. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
  constructor(
    readonly status: number,
    readonly detail: string,
  ) {
    super(`${String(status)} ${detail}`);
  }
}

let csrfToken: string | null = null;

export function sendToken(token: string | null): void {
  csrfToken = token;
}

export interface Sent {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

/** Idempotency keys need no secure context, unlike crypto.randomUUID. */
export function newIdempotencyKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function send(path: string, { method = 'GET', body, idempotencyKey, signal }: Sent): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json, application/problem+json' };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (idempotencyKey !== undefined) headers['idempotency-key'] = idempotencyKey;
  if (method !== 'GET' && csrfToken !== null) headers['x-csrf-token'] = csrfToken;
  const init: RequestInit = { method, headers, credentials: 'same-origin' };
  if (body !== undefined) init.body = JSON.stringify(body);
  if (signal) init.signal = signal;
  let response: Response;
  try {
    response = await fetch(`/api${path}`, init);
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Unreachable('no answer');
  }
  if (response.ok) return response;
  const problem = problemSchema.safeParse(await response.json().catch(() => null));
  if (problem.success) throw new ApiProblem(problem.data);
  // A proxy in front of a stopped server answers for it.
  if (response.status === 502 || response.status === 504) throw new Unreachable('no answer');
  throw new UnexpectedAnswer(response.status, 'not problem details');
}

export async function ask<T extends z.ZodType>(schema: T, path: string, sent: Sent = {}): Promise<z.output<T>> {
  const response = await send(path, sent);
  const parsed = schema.safeParse(await response.json().catch(() => null));
  if (!parsed.success) throw new UnexpectedAnswer(response.status, parsed.error.message);
  return parsed.data;
}

export async function act(path: string, sent: Sent): Promise<void> {
  await send(path, sent);
}

/** The first `limit` characters of a text that may be long; the rest is not read. */
export async function askText(
  path: string,
  limit: number,
  signal: AbortSignal,
): Promise<{ text: string; cut: boolean }> {
  const response = await send(path, { signal });
  if (!response.body) return { text: '', cut: false };
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { text, cut: false };
    text += value;
    if (text.length > limit) {
      await reader.cancel();
      return { text: text.slice(0, limit), cut: true };
    }
  }
}

export function query(params: Readonly<Record<string, string | number | null | undefined>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value !== null && value !== undefined && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}
