import { Menu, useMantineColorScheme } from '@mantine/core';
import type { Me } from '@sluice/contracts';
import { IconCheck, IconChevronDown, IconKeyboard, IconLogout, IconUser } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { signOut } from '../../api/access';
import { sendToken } from '../../api/client';
import { presentLocale } from '../../i18n/i18n';
import { useChooseLocale } from './useChooseLocale';
import classes from './Shell.module.css';

const schemes = ['light', 'dark', 'auto'] as const;
const languages = [
  ['en', 'english'],
  ['ko', 'korean'],
] as const;

export function AccountMenu({ me, onHelp }: { me: Me; onHelp: () => void }) {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const choose = useChooseLocale();
  const client = useQueryClient();
  const navigate = useNavigate();
  const leave = async () => {
    await signOut();
    client.clear();
    sendToken(null);
    await navigate({ to: '/sign-in', search: {} });
  };
  const mark = (on: boolean) => (on ? <IconCheck size={14} aria-hidden /> : <span style={{ width: 14 }} />);

  return (
    <Menu position="bottom-end" width={220} shadow="md">
      <Menu.Target>
        <button type="button" className={classes.search} aria-label={t('shell.accountOf', { name: me.name })}>
          <IconUser size={15} aria-hidden />
          <span>{me.name}</span>
          <IconChevronDown size={13} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to="/account" leftSection={<IconUser size={14} />}>
          {t('shell.account')}
        </Menu.Item>
        <Menu.Item onClick={onHelp} leftSection={<IconKeyboard size={14} />}>
          {t('shell.keys')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('shell.language')}</Menu.Label>
        {languages.map(([locale, name]) => (
          <Menu.Item
            key={locale}
            role="menuitemradio"
            aria-checked={presentLocale() === locale}
            lang={locale}
            leftSection={mark(presentLocale() === locale)}
            onClick={() => void choose(locale)}
          >
            {t(`shell.${name}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t('shell.theme')}</Menu.Label>
        {schemes.map((scheme) => (
          <Menu.Item
            key={scheme}
            role="menuitemradio"
            aria-checked={colorScheme === scheme}
            leftSection={mark(colorScheme === scheme)}
            onClick={() => {
              setColorScheme(scheme);
            }}
          >
            {t(`shell.${scheme}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => void leave()} leftSection={<IconLogout size={14} />}>
          {t('shell.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
