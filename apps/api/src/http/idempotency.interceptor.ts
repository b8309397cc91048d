// Gives a repeated request its first answer. A refusal is an answer too and is kept; after an error that nobody foresaw
// the key is free again, unless the act was done. Where the connection to the database was lost, or the process died, the
// database itself says whether it was: the act's transaction has kept what it gave.
import { createHash } from 'node:crypto';
import { Injectable, Logger, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { CodeParams, ProblemCode } from '@sluice/contracts';
import type { Response } from 'express';
import { from, lastValueFrom, type Observable } from 'rxjs';
import type { EntityManager } from 'typeorm';
import type { SignedInRequest } from '../access/signed-in-request.js';
import { describeError, isConnectionLost } from '../database/database-error.js';
import { withOneAct } from '../database/one-act.js';
import { IDEMPOTENT, idempotencyKeyForm } from './idempotency.js';
import { IdempotencyStore, type StoredAnswer, type Turn } from './idempotency-store.js';
import { ProblemError, type ProblemIssues } from './problem-error.js';
import { problemStatus } from './problem-filter.js';

interface StoredProblem {
  readonly code: ProblemCode;
  readonly params: CodeParams;
  readonly issues?: ProblemIssues;
}

@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  private readonly logger = new Logger(IdempotencyInterceptor.name);

  constructor(
    private readonly reflector: Reflector,
    private readonly store: IdempotencyStore,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    if (!this.reflector.get<boolean>(IDEMPOTENT, context.getHandler())) return next.handle();
    const request = context.switchToHttp().getRequest<SignedInRequest>();
    const key = request.get('idempotency-key');
    if (key === undefined) return next.handle();
    if (!idempotencyKeyForm.test(key)) throw new ProblemError('bad-request', { detail: 'idempotency-key' });
    return from(this.once(key, request, context.switchToHttp().getResponse<Response>(), next));
  }

  private async once(key: string, request: SignedInRequest, response: Response, next: CallHandler<unknown>) {
    if (request.session === undefined) throw new Error('@Idempotent() needs a handler that is not @Public()');
    const begun = await this.store.begin(request.session.actor.accountId, key, requestHash(request));
    if ('status' in begun) return this.answerAgain(begun, response);
    const act = {
      done: begun.done,
      keep: (manager: EntityManager, result: unknown) => this.store.keepAct(manager, begun, result),
    };
    try {
      const body = await withOneAct(act, () => lastValueFrom(next.handle(), { defaultValue: undefined }));
      await this.keep(begun, { status: response.statusCode, body });
      return body;
    } catch (error) {
      if (error instanceof ProblemError && problemStatus(error.code) < 500) {
        const { code, params, issues } = error;
        // Of another request under the same key: not the answer of this one.
        if (code !== 'idempotency-running') {
          await this.keep(begun, { status: problemStatus(code), body: { code, params, issues } });
        }
      } else if (!isConnectionLost(error)) {
        await this.store.forget(begun);
      }
      throw error;
    }
  }

  private answerAgain({ status, body }: StoredAnswer, response: Response): unknown {
    if (status >= 400) {
      const { code, params, issues } = body as StoredProblem;
      throw new ProblemError(code, params, issues);
    }
    response.status(status);
    return body;
  }

  // The act is done: an answer that cannot be stored must not turn it into a failure. A repeat finds the act and answers anew.
  private async keep(turn: Turn, answer: StoredAnswer): Promise<void> {
    try {
      await this.store.finish(turn, answer);
    } catch (error) {
      this.logger.error(`the answer of an idempotent request was not stored: ${describeError(error)}`);
    }
  }
}

function requestHash(request: SignedInRequest): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([request.method, request.originalUrl, request.body ?? null]))
    .digest();
}
