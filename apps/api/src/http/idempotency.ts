import { SetMetadata } from '@nestjs/common';

export const IDEMPOTENT = 'sluice:idempotent';

/**
 * A repeat of this handler with the same `Idempotency-Key` header by the same account gets the stored answer and acts
 * no second time; with another body it is refused as `idempotency-reused`, and while the first still runs as
 * `idempotency-running`. The act is the handler's first transaction: an answer that was lost is made again from what that one gave.
 */
export const Idempotent = (): MethodDecorator => SetMetadata(IDEMPOTENT, true);
