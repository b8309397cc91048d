// Single-key shortcuts and two-key sequences (`g i`). One listener for the page, so that the second key of a sequence never
// also counts as a key of its own. WCAG 2.1.4: they can be turned off.
const storageKey = 'sluice.keys';
const sequenceMs = 1_200;

export type KeyBindings = Readonly<Record<string, () => void>>;

const layers: KeyBindings[] = [];
let prefix: string | null = null;
let prefixTimer: ReturnType<typeof setTimeout> | undefined;

export function keysOn(): boolean {
  return localStorage.getItem(storageKey) !== 'off';
}
export function turnKeys(on: boolean): void {
  localStorage.setItem(storageKey, on ? 'on' : 'off');
}

/** The key as printed; with a Korean input method on, the letter of the same place on the keyboard. */
function nameOf(event: KeyboardEvent): string {
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
  if (letter !== undefined && !/^[\x20-\x7e]$/.test(event.key)) return letter.toLowerCase();
  return event.key.length === 1 ? event.key.toLowerCase() : event.key;
}

function takesText(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input, textarea, select, [role="textbox"], [role="combobox"]'))
  );
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.repeat) return;
  if (event.ctrlKey || event.metaKey || event.altKey || takesText(event.target) || !keysOn()) return;
  if (document.querySelector('[role="dialog"], [role="menu"]')) return;
  const key = nameOf(event);
  const pressed = prefix === null ? key : `${prefix} ${key}`;
  clearTimeout(prefixTimer);
  prefix = null;
  const binding = layers.findLast((layer) => Object.hasOwn(layer, pressed))?.[pressed];
  if (binding) {
    event.preventDefault();
    binding();
  } else if (pressed === key && layers.some((layer) => Object.keys(layer).some((name) => name.startsWith(`${key} `)))) {
    prefix = key;
    prefixTimer = setTimeout(() => (prefix = null), sequenceMs);
  }
}

/** Later layers win over earlier ones. */
export function bindKeys(layer: KeyBindings): () => void {
  if (layers.length === 0) document.addEventListener('keydown', onKeyDown);
  layers.push(layer);
  return () => {
    layers.splice(layers.indexOf(layer), 1);
    if (layers.length === 0) document.removeEventListener('keydown', onKeyDown);
  };
}
