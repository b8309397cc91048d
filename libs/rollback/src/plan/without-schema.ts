import { decodeIdentifier, type Range, type Slice } from '@sluice/sql';

/** `shop.t.a` as `t.a`: a copy stands in no schema of the text. */
export function withoutSchema(
  { statement }: Pick<Slice, 'statement'>,
  { start, end }: Range,
  names: readonly string[],
): string {
  const tokens = statement.tokens.filter(
    (token) => token.start >= start && token.end <= end && token.kind !== 'space' && token.kind !== 'comment',
  );
  const called = names.map((name) => decodeIdentifier(name).toLowerCase());
  let text = '';
  let at = start;
  tokens.forEach((token, i) => {
    const [point, table, second] = [tokens[i + 1], tokens[i + 2], tokens[i + 3]];
    if (token.text === '.' || point?.text !== '.' || second?.text !== '.' || tokens[i - 1]?.text === '.') return;
    if (!table || !called.includes(decodeIdentifier(table.text).toLowerCase())) return;
    text += statement.expanded.slice(at, token.start);
    at = table.start;
  });
  return text + statement.expanded.slice(at, end);
}
