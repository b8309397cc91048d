// Sizes in binary units, three figures at most: `1.21 GiB`, `640 KiB`.
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

export function useBytes(): (bytes: number) => string {
  const { i18n } = useTranslation();
  const { language } = i18n;
  return useCallback((bytes: number) => binarySize(bytes, language), [language]);
}

export function binarySize(bytes: number, locale: string): string {
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1);
  const format = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
  const size = bytes / 1024 ** power;
  // 1,000–1,023 has four figures before the point.
  const told =
    size >= 1_000 ? new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(size) : format.format(size);
  return `${told} ${units[power] ?? 'B'}`;
}
