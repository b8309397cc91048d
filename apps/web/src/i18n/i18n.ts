// The two languages, each loaded when it is first needed; the choice is remembered in this browser.
import { localeSchema, type Locale } from '@sluice/contracts';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

const storageKey = 'sluice.locale';

async function texts(locale: Locale): Promise<object> {
  switch (locale) {
    case 'en':
      return (await import('./en/index')).en;
    case 'ko':
      return (await import('./ko/index')).ko;
  }
}

function firstLocale(): Locale {
  const remembered = localeSchema.safeParse(localStorage.getItem(storageKey));
  if (remembered.success) return remembered.data;
  return navigator.language.startsWith('ko') ? 'ko' : 'en';
}

export async function startTexts(): Promise<void> {
  const locale = firstLocale();
  await i18next.use(initReactI18next).init({
    lng: locale,
    resources: { [locale]: { translation: await texts(locale) } },
    // React escapes.
    interpolation: { escapeValue: false },
    fallbackLng: false,
    returnNull: false,
  });
  document.documentElement.lang = locale;
}

export async function chooseLocale(locale: Locale): Promise<void> {
  if (!i18next.hasResourceBundle(locale, 'translation')) {
    i18next.addResourceBundle(locale, 'translation', await texts(locale));
  }
  localStorage.setItem(storageKey, locale);
  await i18next.changeLanguage(locale);
  document.documentElement.lang = locale;
}

export function presentLocale(): Locale {
  return localeSchema.catch('en').parse(i18next.language);
}
