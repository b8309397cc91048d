/** A name as SQL in every sql_mode: in backticks, with its own backticks doubled. */
export function quoteIdentifier(name: string): string {
  return '`' + name.replaceAll('`', '``') + '`';
}

/** The name that an identifier's text stands for: backticks or ANSI double quotes off, doubled ones single; other text is the name itself. */
export function decodeIdentifier(text: string): string {
  const quote = text[0];
  if (text.length < 2 || (quote !== '`' && quote !== '"') || !text.endsWith(quote)) return text;
  return text.slice(1, -1).replaceAll(quote + quote, quote);
}
