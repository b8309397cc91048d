import { sqlMode } from './mode.js';
import { decodeString } from './strings.js';

const ordinary = sqlMode('', '9.7.4');
const plain = sqlMode('NO_BACKSLASH_ESCAPES', '9.7.4');

test.each([
  [`'a''b"c'`, `a'b"c`],
  [`"a""b''c"`, `a"b''c`],
  [`'a\\'b\\\\c\\n'`, `a'b\\c\n`],
  [`'\\%\\_\\x'`, `\\%\\_x`],
  [`'\\0\\Z'`, '\0\x1a'],
  [`''`, ''],
  [`''''`, `'`],
])('%s is %j', (text, value) => {
  expect(decodeString(text, ordinary)).toBe(value);
});

it('keeps backslashes where they escape nothing', () => {
  expect(decodeString(`'a\\n''b'`, plain)).toBe(`a\\n'b`);
});
