// The key that commands are given with: ⌘ on a Mac, Ctrl elsewhere.
export const modKey: '⌘' | 'Ctrl' = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl';
