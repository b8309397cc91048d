import { Menu, useMantineColorScheme } from '@mantine/core';
import { localeSchema, type Me } from '@sluice/contracts';
import { IconChevronDown, IconKeyboard, IconLogout, IconUser } from '@tabler/icons-react';
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
        <Menu.RadioGroup value={presentLocale()} onChange={(value) => void choose(localeSchema.parse(value))}>
          {languages.map(([locale, name]) => (
            <Menu.RadioItem key={locale} value={locale} lang={locale} closeMenuOnClick>
              {t(`shell.${name}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Label>{t('shell.theme')}</Menu.Label>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(value) => {
            setColorScheme(schemes.find((scheme) => scheme === value) ?? 'auto');
          }}
        >
          {schemes.map((scheme) => (
            <Menu.RadioItem key={scheme} value={scheme} closeMenuOnClick>
              {t(`shell.${scheme}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item onClick={() => void leave()} leftSection={<IconLogout size={14} />}>
          {t('shell.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
