// The command palette (⌘K): pages, acts, a request by its number, requests by a word.
import { useMantineColorScheme } from '@mantine/core';
import { Spotlight, type SpotlightActionData, spotlight } from '@mantine/spotlight';
import type { Me } from '@sluice/contracts';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { modKey } from '../keys/mod-key';
import { useChooseLocale } from '../shell/useChooseLocale';
import { files, hasRole } from '../useMe';
import classes from '../shell/Shell.module.css';

export function PaletteButton() {
  const { t } = useTranslation();
  return (
    <button type="button" className={classes.search} onClick={spotlight.open} aria-label={t('shell.paletteShort')}>
      <IconSearch size={15} aria-hidden />
      <span>{t('shell.paletteShort')}</span>
      <span className={classes.hint} data-key={modKey === '⌘' ? '⌘K' : 'Ctrl K'} />
    </button>
  );
}

export function Palette({ me, onHelp }: { me: Me; onHelp: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const choose = useChooseLocale();
  const [text, setText] = useState('');

  const pages: SpotlightActionData[] = [
    { id: 'inbox', label: t('shell.inbox'), onClick: () => void navigate({ to: '/' }) },
    ...(files(me)
      ? [{ id: 'new', label: t('shell.newRequest'), onClick: () => void navigate({ to: '/requests/new' }) }]
      : []),
    { id: 'targets', label: t('shell.targets'), onClick: () => void navigate({ to: '/targets' }) },
    ...(hasRole(me, 'admin')
      ? [{ id: 'people', label: t('shell.people'), onClick: () => void navigate({ to: '/people' }) }]
      : []),
    ...(hasRole(me, 'auditor', 'admin')
      ? [{ id: 'audit', label: t('shell.audit'), onClick: () => void navigate({ to: '/audit' }) }]
      : []),
    { id: 'account', label: t('shell.account'), onClick: () => void navigate({ to: '/account' }) },
  ];
  const acts: SpotlightActionData[] = [
    ...(['light', 'dark', 'auto'] as const).map((scheme) => ({
      id: scheme,
      label: t(`shell.${scheme}`),
      description: t('shell.theme'),
      onClick: () => {
        setColorScheme(scheme);
      },
    })),
    { id: 'en', label: t('shell.english'), description: t('shell.language'), onClick: () => void choose('en') },
    { id: 'ko', label: t('shell.korean'), description: t('shell.language'), onClick: () => void choose('ko') },
    { id: 'keys', label: t('shell.keys'), onClick: onHelp },
  ];
  const typed = text.trim();
  const number = /^#?(\d{1,15})$/.exec(typed)?.[1];
  const found: SpotlightActionData[] = [
    ...(number === undefined
      ? []
      : [
          {
            id: 'open',
            label: t('shell.openRequest', { id: number }),
            onClick: () => void navigate({ to: '/requests/$id', params: { id: Number(number) } }),
          },
        ]),
    ...(typed === ''
      ? []
      : [
          {
            id: 'find',
            label: t('shell.findRequests', { text: typed }),
            onClick: () => void navigate({ to: '/', search: { scope: 'all', text: typed } }),
          },
        ]),
  ];
  const group = (name: string, all: SpotlightActionData[]) => {
    const actions = all.filter((action) =>
      `${String(action.label)} ${action.description ?? ''}`.toLowerCase().includes(typed.toLowerCase()),
    );
    return actions.length === 0 ? [] : [{ group: name, actions }];
  };

  return (
    <Spotlight
      classNames={{ action: classes.action ?? '' }}
      shortcut="mod + K"
      query={text}
      onQueryChange={setText}
      actions={[...found, ...group(t('shell.pages'), pages), ...group(t('shell.actions'), acts)]}
      filter={(_query, actions) => actions}
      nothingFound={t('shell.paletteEmpty')}
      searchProps={{
        placeholder: t('shell.palette'),
        'aria-label': t('shell.palette'),
        leftSection: <IconSearch size={16} aria-hidden />,
      }}
    />
  );
}
