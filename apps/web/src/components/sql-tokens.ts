// Enough of SQL's surface to set keywords, strings and comments apart for the eye. It decides nothing.
export type SqlPart = { readonly kind: 'word' | 'text' | 'note' | 'plain'; readonly text: string };

const keywords = new Set(
  (
    'ADD ALL ALTER AND AS ASC BETWEEN BY CASE CAST CREATE CROSS DEFAULT DELETE DESC DISTINCT DROP DUPLICATE ELSE END EXISTS FALSE FOR ' +
    'FROM GROUP HAVING IF IGNORE IN INNER INSERT INTERVAL INTO IS JOIN KEY LEFT LIKE LIMIT NOT NULL ON OR ORDER OUTER REPLACE RIGHT ' +
    'SELECT SET TABLE THEN TRUE UNION UPDATE USING VALUES WHEN WHERE WITH START TRANSACTION COMMIT'
  ).split(' '),
);
const pattern =
  /(--\s[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\/)|('(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"\\]|\\[\s\S]|"")*")|(`[^`]*`)|([A-Za-z_]\w*)/g;

export function sqlParts(sql: string): readonly SqlPart[] {
  const parts: SqlPart[] = [];
  let end = 0;
  for (const match of sql.matchAll(pattern)) {
    const [text, note, string, , word] = match;
    const kind =
      note !== undefined
        ? 'note'
        : string !== undefined
          ? 'text'
          : word !== undefined && keywords.has(word.toUpperCase())
            ? 'word'
            : 'plain';
    if (match.index > end) parts.push({ kind: 'plain', text: sql.slice(end, match.index) });
    parts.push({ kind, text });
    end = match.index + text.length;
  }
  if (end < sql.length) parts.push({ kind: 'plain', text: sql.slice(end) });
  return parts;
}
