import type { Tls } from '@sluice/contracts';

/** As mysql2 takes it under `ssl`. */
export interface TlsOptions {
  readonly ca?: string;
  readonly rejectUnauthorized: boolean;
  readonly verifyIdentity: boolean;
}

/** Undefined: plain text. Never "where the server offers it": whoever stands between could take the offer away. */
export function tlsOptions(tls: Tls | undefined): TlsOptions | undefined {
  switch (tls?.mode) {
    case undefined:
    case 'off':
      return undefined;
    case 'required':
      return { rejectUnauthorized: false, verifyIdentity: false };
    case 'verify-ca':
    case 'verify-identity':
      return {
        ...(tls.ca === null ? {} : { ca: tls.ca }),
        rejectUnauthorized: true,
        verifyIdentity: tls.mode === 'verify-identity',
      };
  }
}
