// One's own account: language, time zone, shortcuts, roles, sessions.
import { Pill, Select, Stack, Switch } from '@mantine/core';
import { localeSchema } from '@sluice/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { meQuery, sessionsQuery, updateMe } from '../../api/access';
import { keysOn, turnKeys } from '../../app/keys/key-dispatch';
import { useChooseLocale } from '../../app/shell/useChooseLocale';
import { useMe } from '../../app/useMe';
import { Page, Section } from '../../components/Page';
import { useSay } from '../../components/useSay';
import { presentLocale } from '../../i18n/i18n';
import { PasswordForm } from './PasswordForm';
import { Sessions } from './Sessions';

export function AccountPage() {
  const { t } = useTranslation();
  const me = useMe();
  const client = useQueryClient();
  const choose = useChooseLocale();
  const say = useSay();
  const [shortcuts, setShortcuts] = useState(keysOn);
  const zones = useMemo(() => ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')], []);
  const chooseZone = async (timeZone: string | null) => {
    if (timeZone === null) return;
    try {
      await updateMe({ timeZone });
      await client.invalidateQueries({ queryKey: meQuery.queryKey });
      say.done(t('account.saved'));
    } catch (error) {
      say.failed(error);
    }
  };
  return (
    <Page title={t('account.title')} answer={t('account.answer', { name: me.name, login: me.login })}>
      <Section id="settings" title={t('account.settings')}>
        <Stack gap="sm" maw={360}>
          <Select
            label={t('account.locale')}
            data={[
              { value: 'en', label: t('shell.english') },
              { value: 'ko', label: t('shell.korean') },
            ]}
            value={presentLocale()}
            onChange={(value) => void choose(localeSchema.parse(value))}
            allowDeselect={false}
          />
          <Select
            label={t('account.timeZone')}
            description={t('account.timeZoneHelp')}
            data={zones}
            value={me.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone}
            onChange={(value) => void chooseZone(value)}
            searchable
            allowDeselect={false}
          />
          <Switch
            label={t('account.keys')}
            description={t('account.keysHelp')}
            checked={shortcuts}
            onChange={(event) => {
              turnKeys(event.currentTarget.checked);
              setShortcuts(event.currentTarget.checked);
            }}
          />
        </Stack>
      </Section>
      <Section id="roles" title={t('account.roles')}>
        {me.grants.length === 0 && <p>{t('account.noRoles')}</p>}
        <Pill.Group>
          {me.grants.map((grant) => (
            <Pill key={`${grant.role} ${String(grant.team?.id)}`}>
              {t('people.grantText', { role: t(`role.${grant.role}`), team: grant.team?.name ?? t('everyTeam') })}
            </Pill>
          ))}
        </Pill.Group>
      </Section>
      <Section id="password" title={t('account.password')}>
        <PasswordForm
          login={me.login}
          onChanged={async () => {
            say.done(t('account.passwordChanged'));
            await client.invalidateQueries({ queryKey: sessionsQuery.queryKey });
          }}
        />
      </Section>
      <Section id="sessions" title={t('account.sessions')}>
        <Sessions />
      </Section>
    </Page>
  );
}
