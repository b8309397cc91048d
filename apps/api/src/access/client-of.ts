import type { Request } from 'express';
import type { Client } from './sessions.js';

/** Where a request comes from; `ip` honours SLUICE_TRUST_PROXY, and nothing else a client may claim. */
export function clientOf(request: Request): Client {
  return { ip: request.ip ?? '', userAgent: request.get('user-agent') ?? '' };
}
