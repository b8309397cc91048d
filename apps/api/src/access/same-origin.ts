// The first half of the protection against forged requests: what a browser says about where a request comes from.
// The second half is the token bound to the session (session-guard.ts).

interface Origins {
  /** `Sec-Fetch-Site`; browsers set it and pages cannot. */
  readonly fetchSite: string | undefined;
  readonly origin: string | undefined;
  readonly publicOrigin: string;
}

/** False when a browser says that another site sent the request. Without both headers it is no browser. */
export function fromOwnPages({ fetchSite, origin, publicOrigin }: Origins): boolean {
  if (fetchSite !== undefined) return fetchSite === 'same-origin';
  return origin === undefined || origin === publicOrigin;
}
