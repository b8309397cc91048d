/**
 * Whether a schema's pattern in a grant that is held covers another name: of a GRANT ON schema.* that is a pattern too, and `shop_1` is wider than
 * `shop\_1`. As the server compares (sql/auth/sql_auth_cache.cc, wild_compare).
 */
export function covers(held: string, wanted: string, wantedIsPattern: boolean): boolean {
  return compare(held, 0, wanted, 0, wantedIsPattern);
}

function compare(held: string, h: number, wanted: string, w: number, isPattern: boolean): boolean {
  while (h < held.length) {
    const character = held[h];
    if (character === '%') {
      for (let rest = w; rest <= wanted.length; rest++) if (compare(held, h + 1, wanted, rest, isPattern)) return true;
      return false;
    }
    if (w >= wanted.length) return false;
    if (character === '_') {
      // Any one character: a pattern of many is wider than that.
      if (isPattern && wanted[w] === '%') return false;
      if (isPattern && wanted[w] === '\\' && w + 1 < wanted.length) w++;
    } else if (character === '\\' && h + 1 < held.length) {
      h++;
      if (isPattern && wanted[w++] !== '\\') return false;
      if (held[h] !== wanted[w]) return false;
    } else if (character !== wanted[w]) return false;
    h++;
    w++;
  }
  return w === wanted.length;
}
