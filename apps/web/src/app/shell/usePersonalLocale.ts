// The language that the account remembers wins over the browser's, once, when it becomes known.
import type { Locale } from '@sluice/contracts';
import { useEffect } from 'react';
import { chooseLocale, presentLocale } from '../../i18n/i18n';

export function usePersonalLocale(locale: Locale | null): void {
  useEffect(() => {
    if (locale !== null && locale !== presentLocale()) void chooseLocale(locale);
  }, [locale]);
}
