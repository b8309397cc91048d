// A newer version of the pages was put in place while this one was open: its chunks are gone, so the page is loaded anew.
// Only once in a while, so that a chunk that is really missing doesn't reload for ever.
const storageKey = 'sluice.reloaded';
const againAfterMs = 30_000;

export function reloadWhenReplaced(): void {
  window.addEventListener('vite:preloadError', (event) => {
    const last = Number(sessionStorage.getItem(storageKey) ?? 0);
    if (Date.now() - last < againAfterMs) return;
    event.preventDefault();
    sessionStorage.setItem(storageKey, String(Date.now()));
    window.location.reload();
  });
}
