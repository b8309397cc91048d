// Ends of quoted things. Each takes the offset of the opening quote and returns the offset behind the closing one, or -1 when there is none.

const BACKSLASH = 92;

export function stringEnd(text: string, at: number, backslashEscapes: boolean): number {
  const quote = text.charCodeAt(at);
  for (let i = at + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === BACKSLASH && backslashEscapes) i++;
    else if (code === quote) {
      if (text.charCodeAt(i + 1) !== quote) return i + 1;
      i++;
    }
  }
  return -1;
}

/** Backticks or ANSI double quotes: a doubled quote stands for itself, a backslash means nothing. */
export const quotedIdentifierEnd = (text: string, at: number): number => stringEnd(text, at, false);

/** `$$…$$` or `$tag$…$tag$`, the bodies of JavaScript routines; undefined where the text at `at` opens none. */
export function dollarQuotedEnd(text: string, at: number, tagEnd: number): number {
  const tag = text.slice(at, tagEnd);
  const close = text.indexOf(tag, tagEnd);
  return close === -1 ? -1 : close + tag.length;
}
