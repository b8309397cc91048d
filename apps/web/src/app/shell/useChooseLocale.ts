import type { Locale } from '@sluice/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { meQuery, updateMe } from '../../api/access';
import { chooseLocale } from '../../i18n/i18n';

/** Switches the language at once and remembers it in the account; if that fails, this browser still remembers it. */
export function useChooseLocale(): (locale: Locale) => Promise<void> {
  const client = useQueryClient();
  return async (locale) => {
    await chooseLocale(locale);
    client.setQueryData(meQuery.queryKey, (me) => me && { ...me, locale });
    await updateMe({ locale }).catch(() => undefined);
  };
}
