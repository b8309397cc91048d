// The frame of every page but signing in: navigation, palette, live mark.
import { AppShell, Burger } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLiveEvents } from '../../api/live';
import { KeyHelp } from '../keys/KeyHelp';
import { useKeys } from '../keys/useKeys';
import { Palette, PaletteButton } from '../palette/Palette';
import { useMe } from '../useMe';
import { AccountMenu } from './AccountMenu';
import { LiveMark } from './LiveMark';
import { Nav } from './Nav';
import { usePersonalLocale } from './usePersonalLocale';
import classes from './Shell.module.css';

export function Shell() {
  const { t } = useTranslation();
  const me = useMe();
  const live = useLiveEvents();
  const [menu, { toggle, close }] = useDisclosure(false);
  const [help, { open: openHelp, close: closeHelp }] = useDisclosure(false);
  const navigate = useNavigate();
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const main = useRef<HTMLElement>(null);
  usePersonalLocale(me.locale);
  const shown = useRef(pathname);
  useEffect(() => {
    close();
    // Whoever cannot see it is told of the new page by the focus; what they came from is gone.
    if (shown.current !== pathname) main.current?.focus({ preventScroll: true });
    shown.current = pathname;
  }, [pathname, close]);
  useKeys({
    'g i': () => void navigate({ to: '/' }),
    'g n': () => void navigate({ to: '/requests/new' }),
    'g t': () => void navigate({ to: '/targets' }),
    'g p': () => void navigate({ to: '/people' }),
    'g l': () => void navigate({ to: '/audit' }),
    'g m': () => void navigate({ to: '/account' }),
    '?': openHelp,
  });

  return (
    <AppShell
      header={{ height: 48 }}
      navbar={{ width: 196, breakpoint: 'sm', collapsed: { mobile: !menu } }}
      padding={0}
      transitionDuration={0}
    >
      <a
        className={classes.skip}
        href="#content"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {t('shell.skip')}
      </a>
      <AppShell.Header className={classes.header}>
        <Burger
          opened={menu}
          onClick={toggle}
          hiddenFrom="sm"
          size="sm"
          aria-label={t('shell.menu')}
          aria-expanded={menu}
        />
        <Link to="/" className={classes.brand} aria-label={`Sluice: ${t('shell.inbox')}`}>
          <img src="/favicon.svg" alt="" width={22} height={22} />
          <span>Sluice</span>
        </Link>
        <div className={classes.spread} />
        <LiveMark live={live} />
        <PaletteButton />
        <AccountMenu me={me} onHelp={openHelp} />
      </AppShell.Header>
      <AppShell.Navbar className={classes.navbar} aria-label={t('shell.nav')}>
        <Nav me={me} />
      </AppShell.Navbar>
      <AppShell.Main ref={main} id="content" tabIndex={-1} className={classes.main}>
        {me.demo && <p className={classes.demo}>{t('shell.demo')}</p>}
        <Outlet />
      </AppShell.Main>
      <Palette me={me} onHelp={openHelp} />
      <KeyHelp opened={help} onClose={closeHelp} />
    </AppShell>
  );
}
