import { Button, PasswordInput, TextInput } from '@mantine/core';
import type { ClusterView, CredentialPurpose, SetCredential } from '@sluice/contracts';
import { type SyntheticEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keys } from '../../api/keys';
import { setCredential } from '../../api/targets';
import { State } from '../../components/State';
import { useAct } from '../../components/useAct';
import classes from './Cluster.module.css';

export interface CredentialFormProps {
  readonly clusterId: number;
  readonly purpose: CredentialPurpose;
  readonly present: ClusterView['credentials'][number] | undefined;
}

export function CredentialForm({ clusterId, purpose, present }: CredentialFormProps) {
  const { t } = useTranslation();
  const [username, setUsername] = useState(present?.username ?? `sluice_${purpose}`);
  const [password, setPassword] = useState('');
  const saving = useAct<SetCredential>({
    run: (body) => setCredential(clusterId, body),
    refresh: keys.targets,
    said: () => t('targets.cluster.saved'),
    after: () => {
      setPassword('');
    },
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    saving.mutate({ purpose, username, password });
  };
  const name = t(`purpose.${purpose}`);
  return (
    <form className={classes.account} onSubmit={submit} aria-label={name}>
      <h3>{name}</h3>
      <p className={classes.dimmed}>{t(`purposeHelp.${purpose}`)}</p>
      {present ? (
        <State tone="done">{t('targets.cluster.isSet', { username: present.username, keyId: present.keyId })}</State>
      ) : (
        <State tone="waiting">{t('targets.cluster.notSet')}</State>
      )}
      <TextInput
        label={t('targets.cluster.username')}
        value={username}
        onChange={(event) => {
          setUsername(event.currentTarget.value);
        }}
        autoComplete="off"
        required
        maxLength={32}
      />
      <PasswordInput
        label={t('targets.cluster.password')}
        value={password}
        onChange={(event) => {
          setPassword(event.currentTarget.value);
        }}
        autoComplete="new-password"
        required
        maxLength={200}
      />
      <Button type="submit" variant="default" loading={saving.isPending}>
        {t('targets.cluster.set', { purpose: name })}
      </Button>
    </form>
  );
}
