import { fromOwnPages } from './same-origin.js';

const publicOrigin = 'https://sluice.example';

describe('where a browser says that a request comes from', () => {
  it.each([
    ['own page', 'same-origin', publicOrigin, true],
    ['own page behind a proxy that changes the name', 'same-origin', 'http://10.0.0.1', true],
    ['a sister domain', 'same-site', 'https://evil.example', false],
    ['another site', 'cross-site', 'https://evil.example', false],
    ['another site that lies about its origin', 'cross-site', publicOrigin, false],
    ['an address typed by hand', 'none', undefined, false],
    ['an old browser, own page', undefined, publicOrigin, true],
    ['an old browser, another site', undefined, 'https://evil.example', false],
    ['an old browser, a sandboxed frame', undefined, 'null', false],
    ['no browser', undefined, undefined, true],
  ])('%s', (_name, fetchSite, origin, own) => {
    expect(fromOwnPages({ fetchSite, origin, publicOrigin })).toBe(own);
  });
});
