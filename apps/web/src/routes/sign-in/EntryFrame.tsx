import { useMantineColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseLocale, presentLocale } from '../../i18n/i18n';
import classes from './EntryFrame.module.css';

/** The frame of the pages before one is signed in; language and theme can be chosen here already. */
export function EntryFrame({ title, claim, children }: { title: string; claim: string; children: ReactNode }) {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <main className={classes.frame}>
      <div className={classes.box}>
        <img src="/favicon.svg" alt="" width={36} height={36} />
        <h1>{title}</h1>
        <p className={classes.claim}>{claim}</p>
        {children}
      </div>
      <footer className={classes.foot}>
        <label>
          {t('shell.language')}{' '}
          <select
            value={presentLocale()}
            onChange={(event) => void chooseLocale(event.target.value === 'ko' ? 'ko' : 'en')}
          >
            <option value="en" lang="en">
              {t('shell.english')}
            </option>
            <option value="ko" lang="ko">
              {t('shell.korean')}
            </option>
          </select>
        </label>
        <label>
          {t('shell.theme')}{' '}
          <select
            value={colorScheme}
            onChange={(event) => {
              const scheme = event.target.value;
              setColorScheme(scheme === 'dark' || scheme === 'light' ? scheme : 'auto');
            }}
          >
            <option value="light">{t('shell.light')}</option>
            <option value="dark">{t('shell.dark')}</option>
            <option value="auto">{t('shell.auto')}</option>
          </select>
        </label>
      </footer>
    </main>
  );
}
