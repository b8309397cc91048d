import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';

export const IDEMPOTENT = 'sluice:idempotent';

export const idempotencyKeyForm = /^[\x21-\x7e]{1,100}$/;

/**
 * A repeat of this handler with the same `Idempotency-Key` header by the same account gets the stored answer and acts
 * no second time; with another body it is refused as `idempotency-reused`, and while the first still runs as
 * `idempotency-running`. The act is the handler's first transaction: an answer that was lost is made again from what that one gave.
 */
export const Idempotent = (): MethodDecorator =>
  applyDecorators(
    SetMetadata(IDEMPOTENT, true),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'A repeat with the same key gets the first answer and acts no second time.',
      schema: { type: 'string', pattern: idempotencyKeyForm.source },
    }),
  );
