import fc from 'fast-check';
import { sqlMode } from '../mode.js';
import type { SqlMode, Token } from '../types.js';
import { tokenize } from './tokenize.js';

const MODE = sqlMode('', '9.7.4');

const kinds = (text: string, mode: SqlMode = MODE): string =>
  tokenize(text, mode)
    .filter((token) => token.kind !== 'space')
    .map((token) => `${token.kind}:${token.text}`)
    .join(' | ');

const find = (text: string, needle: string, mode: SqlMode = MODE): Token | undefined =>
  tokenize(text, mode).find((token) => token.text === needle);

describe('minus signs and comments', () => {
  test('5--1 is arithmetic', () => {
    expect(kinds('5--1 WHERE')).toBe('number:5 | symbol:- | symbol:- | number:1 | word:WHERE');
  });
  test('--WHERE is no comment', () => {
    expect(kinds('1 --WHERE a')).toBe('number:1 | symbol:- | symbol:- | word:WHERE | word:a');
  });
  test.each([
    ['-- x\n1', 'comment:-- x | number:1'],
    ['--\t1\n2', 'comment:--\t1 | number:2'],
    ['--\n2', 'comment:-- | number:2'],
    ['1 --', 'number:1 | comment:--'],
    ['--\u0001x', 'comment:--\u0001x'],
    ['#x\r\n1', 'comment:#x\r | number:1'],
    ['/* a /* b */ 1', 'comment:/* a /* b */ | number:1'],
    ["/* ' */ 1", "comment:/* ' */ | number:1"],
  ])('%j', (text, expected) => {
    expect(kinds(text)).toBe(expected);
  });
});

describe('version comments', () => {
  test('what this server takes is SQL, flagged', () => {
    expect(kinds('a /*!80000 b */ c')).toBe('word:a | version-open:/*!80000 | word:b | version-close:*/ | word:c');
    expect(find('a /*!80000 b */ c', 'b')?.versioned).toBe(true);
    expect(find('a /*!80000 b */ c', 'c')?.versioned).toBe(false);
  });
  test('without a number it is always taken', () => {
    expect(kinds('/*! b */')).toBe('version-open:/*! | word:b | version-close:*/');
  });
  test('what is for a later version is a comment, plain comments inside it too', () => {
    expect(kinds('a /*!99999 b /* c */ d */ e')).toBe('word:a | comment:/*!99999 b /* c */ d */ | word:e');
  });
  test('the target decides', () => {
    expect(kinds('/*!80100 b */', sqlMode('', '8.0.36'))).toBe('comment:/*!80100 b */');
  });
  test.each([
    ['9.7.4', '/*!090704 b*/', 'version-open:/*!090704 | word:b | version-close:*/'],
    ['9.7.4', '/*!100000 b*/', 'comment:/*!100000 b*/'],
    ['9.7.4', '/*!800001 b*/', 'comment:/*!800001 b*/'],
    ['9.7.4', '/*!800001b*/', 'version-open:/*!80000 | word:1b | version-close:*/'],
    ['8.0.36', '/*!100000 b*/', 'version-open:/*!10000 | number:0 | word:b | version-close:*/'],
    ['9.7.4', '/*!1234 b*/', 'version-open:/*! | number:1234 | word:b | version-close:*/'],
  ])('five and six digits on %s: %s', (version, text, expected) => {
    expect(kinds(text, sqlMode('', version))).toBe(expected);
  });
  test('a closing marker outside any is multiplication and division', () => {
    expect(kinds('a */ b')).toBe('word:a | symbol:* | symbol:/ | word:b');
  });
  test('a line comment inside hides the closing marker', () => {
    expect(kinds('/*! a -- */\n b */ c')).toBe(
      'version-open:/*! | word:a | comment:-- */ | word:b | version-close:*/ | word:c',
    );
  });
});

describe('hints', () => {
  test('only right behind a verb', () => {
    expect(kinds('SELECT /*+ NO_ICP() */ 1')).toBe('word:SELECT | hint:/*+ NO_ICP() */ | number:1');
    expect(kinds('SELECT 1 /*+ x */')).toBe('word:SELECT | number:1 | comment:/*+ x */');
    expect(kinds('UPDATE /* a */ /*+ x */ t')).toBe('word:UPDATE | comment:/* a */ | comment:/*+ x */ | word:t');
  });
});

describe('strings', () => {
  test.each([
    ["'a''b'", "string:'a''b'"],
    ["'a\\'b'", "string:'a\\'b'"],
    ['"a""b"', 'string:"a""b"'],
    ["N'x' n'y'", "string:N'x' | string:n'y'"],
    ["_utf8mb4'x'", "introducer:_utf8mb4 | string:'x'"],
    ["_nocharset 'x'", "word:_nocharset | string:'x'"],
    ["x'4D' X'4d' b'01' B'1'", "number:x'4D' | number:X'4d' | number:b'01' | number:B'1'"],
    ["'a' 'b'", "string:'a' | string:'b'"],
    ["'a\0b'", "string:'a\0b'"],
    ["'open", "invalid:'open"],
    ["'open\\'", "invalid:'open\\'"],
    ['`open', 'invalid:`open'],
    ['/* open', 'invalid:/* open'],
    ['a\0b', 'word:a | invalid:\0 | word:b'],
  ])('%j', (text, expected) => {
    expect(kinds(text)).toBe(expected);
  });
  test('NO_BACKSLASH_ESCAPES: a backslash is a character', () => {
    expect(kinds("'a\\' b", sqlMode('NO_BACKSLASH_ESCAPES', '8.0.36'))).toBe("string:'a\\' | word:b");
  });
  test('ANSI_QUOTES: double quotes make a name, in which a backslash is a character', () => {
    expect(kinds('"a\\" b', sqlMode('ANSI_QUOTES', '8.0.36'))).toBe('quoted-identifier:"a\\" | word:b');
  });
  test('dollar quotes of JavaScript bodies', () => {
    expect(kinds("AS $$ a;' $$ b")).toBe("word:AS | string:$$ a;' $$ | word:b");
    expect(kinds('$x$ a $x$')).toBe('string:$x$ a $x$');
    expect(kinds('$a + 1')).toBe('word:$a | symbol:+ | number:1');
    expect(kinds('$$ a', sqlMode('', '8.0.36'))).toBe('word:$$ | word:a');
  });
});

describe('numbers and names', () => {
  test.each([
    ['1e5', 'number:1e5'],
    ['1E+5', 'number:1E+5'],
    ['1e', 'word:1e'],
    ['1a', 'word:1a'],
    ['.5', 'number:.5'],
    ['1.', 'number:1.'],
    ['1.5e-3', 'number:1.5e-3'],
    ['0x1F 0b01 0xZ 0X1F', 'number:0x1F | number:0b01 | word:0xZ | word:0X1F'],
    ['t.5a', 'word:t | symbol:. | word:5a'],
    ['t.1e5', 'word:t | symbol:. | word:1e5'],
    ['`a``b`.`c`', 'quoted-identifier:`a``b` | symbol:. | quoted-identifier:`c`'],
    ['주문.가격', 'word:주문 | symbol:. | word:가격'],
    ['a$b $c', 'word:a$b | word:$c'],
    ['😀', 'word:😀'],
    [
      "@a @`b c` @'d' @@sql_mode @@GLOBAL.x @@`y`",
      "user-variable:@a | user-variable:@`b c` | user-variable:@'d' | system-variable:@@sql_mode | system-variable:@@GLOBAL.x | system-variable:@@`y`",
    ],
    ['a->>"$.b" <=> c := 1', 'word:a | symbol:->> | string:"$.b" | symbol:<=> | word:c | symbol::= | number:1'],
    ['a->b', 'word:a | symbol:-> | word:b'],
    ['\\N', 'symbol:\\N'],
  ])('%j', (text, expected) => {
    expect(kinds(text)).toBe(expected);
  });
});

describe('delimiters', () => {
  test('a DELIMITER command counts at a statement’s start only', () => {
    expect(kinds('DELIMITER $$\nEND$$ delimiter ;\na;')).toBe(
      'client-command:DELIMITER $$ | word:END | delimiter:$$ | client-command:delimiter ; | word:a | delimiter:;',
    );
    expect(kinds('SELECT delimiter x')).toBe('word:SELECT | word:delimiter | word:x');
  });
  test('an own delimiter cuts words and operators, never strings', () => {
    expect(kinds("DELIMITER //\na//'x//y'")).toBe(
      "client-command:DELIMITER // | word:a | delimiter:// | string:'x//y'",
    );
  });
});

test('lossless on any text, in every mode', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      "'",
      '"',
      '`',
      '\\',
      '/*',
      '*/',
      '/*!',
      '/*!80000',
      '/*!99999',
      '/*+',
      '--',
      '-- ',
      '#',
      '\n',
      ';',
      '$$',
      '@',
      '@@',
      '.',
    ),
    fc.constantFrom('DELIMITER //\n', 'SELECT', '1e', '0x', "x'", '_latin1', '가', '😀', '\0', ' '),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(
      fc.array(piece),
      fc.boolean(),
      fc.boolean(),
      fc.constantFrom(0, 80036, 90704),
      (pieces, ansiQuotes, noBackslashEscapes, serverVersion) => {
        const text = pieces.join('');
        const tokens = tokenize(text, { ansiQuotes, noBackslashEscapes, serverVersion });
        expect(tokens.map((token) => token.text).join('')).toBe(text);
        let at = 0;
        for (const token of tokens) {
          expect(token.start).toBe(at);
          expect(token.end).toBeGreaterThan(token.start);
          at = token.end;
        }
      },
    ),
    { numRuns: 2000 },
  );
});
