import { binarySize } from './useBytes';

test.each([
  [0, '0 B'],
  [1_000, '1,000 B'],
  [16_384, '16 KiB'],
  [1_047_552, '1,023 KiB'],
  [1_300_000_000, '1.21 GiB'],
  [5_000_000_000_000_000, '4,547 TiB'],
])('%i bytes', (bytes, text) => {
  expect(binarySize(bytes, 'en')).toBe(text);
});
