import type { CookieOptions, Request } from 'express';
import type { AppConfig } from '../config/app-config.js';

type PublicUrl = Pick<AppConfig, 'publicUrl'>;

/** With https the `__Host-` prefix makes browsers refuse the cookie from subdomains and plain http. */
export function sessionCookieName({ publicUrl }: PublicUrl): string {
  return publicUrl.protocol === 'https:' ? '__Host-sluice' : 'sluice';
}

export function sessionCookieOptions({ publicUrl }: PublicUrl): CookieOptions {
  return { httpOnly: true, sameSite: 'lax', secure: publicUrl.protocol === 'https:', path: '/' };
}

export function sessionTokenOf(request: Request, config: PublicUrl): string | null {
  const token: unknown = (request.cookies as Record<string, unknown> | undefined)?.[sessionCookieName(config)];
  return typeof token === 'string' && token !== '' ? token : null;
}
