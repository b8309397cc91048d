import { createRandom } from '../random.ts';
import type { Sizes } from '../sizes.ts';
import { closed, date, day, opened, timestamp, type DemoRow } from '../values.ts';
import { addressLabels, cities, familyNames, givenNames, mailDomains, nicknames, streets } from '../words.ts';

export function* customerRows(sizes: Sizes): Generator<DemoRow> {
  const random = createRandom('customers');
  for (let id = 1; id <= sizes.customers; id++) {
    const family = random.pick(familyNames);
    const given = random.pick(givenNames);
    const joined = random.integer(opened, closed);
    yield {
      table: 'customers',
      values: [
        id,
        `${given[1]}.${family[1]}${String(id)}@${random.pick(mailDomains)}`,
        `${family[0]}${given[0]}`,
        random.chance(0.25) ? random.pick(nicknames) : null,
        random.chance(0.9) ? `010-${digits(random.integer(0, 9_999))}-${digits(random.integer(0, 9_999))}` : null,
        random.pick(['basic', 'basic', 'basic', 'silver', 'silver', 'gold', 'vip']),
        random.integer(0, 50_000),
        // The old sign-up form stored "unknown" as a zero date.
        random.chance(0.15) ? '0000-00-00' : date(Date.UTC(1955, 0, 1) + random.integer(0, 18_000) * day),
        random.pick(['', 'email', 'email,push', 'sms', 'email,sms,push']),
        random.chance(0.4) ? 33 + random.fraction() * 5 : null,
        random.chance(0.4) ? 126 + random.fraction() * 3 : null,
        random.fraction(),
        timestamp(joined, random.integer(0, 999)),
        random.chance(0.1) ? null : timestamp(random.integer(joined, closed)).slice(0, 23),
      ],
    };
    const addresses = random.pick([1, 1, 1, 1, 2]);
    for (let number = 1; number <= addresses; number++) {
      yield {
        table: 'addresses',
        values: [
          id,
          number,
          random.pick(addressLabels),
          String(random.integer(1_000, 63_999)).padStart(5, '0'),
          `${random.pick(cities)} ${random.pick(streets)} ${String(random.integer(1, 500))}`,
          random.chance(0.6) ? `${String(random.integer(101, 120))}동 ${String(random.integer(101, 2_504))}호` : '',
          number === 1 ? 1 : 0,
        ],
      };
    }
  }
}

function digits(number: number): string {
  return String(number).padStart(4, '0');
}
