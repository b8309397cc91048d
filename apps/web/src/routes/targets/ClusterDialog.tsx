import { NumberInput, Select, TextInput } from '@mantine/core';
import { dialectSchema, type RegisterCluster } from '@sluice/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { teamsQuery } from '../../api/access';
import { keys } from '../../api/keys';
import { environmentsQuery, registerCluster } from '../../api/targets';
import { FormDialog } from '../../components/FormDialog';
import { useAct } from '../../components/useAct';
import { checksAuthority, type TlsDraft, TlsFields } from './TlsFields';

export function ClusterDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const environments = useQuery(environmentsQuery).data ?? [];
  const teams = useQuery(teamsQuery).data ?? [];
  const [name, setName] = useState('');
  const [dialect, setDialect] = useState<string | null>('aurora');
  const [environmentId, setEnvironment] = useState<string | null>(null);
  const [teamId, setTeam] = useState<string | null>(null);
  const [host, setHost] = useState('');
  const [port, setPort] = useState(3306);
  const [tls, setTls] = useState<TlsDraft>({ mode: 'required', ca: '' });
  const adding = useAct<RegisterCluster>({
    run: registerCluster,
    refresh: keys.targets,
    said: (made) => t('targets.added', { name: made.name }),
    after: onClose,
  });
  return (
    <FormDialog
      title={t('targets.addCluster')}
      submit={t('targets.addCluster')}
      opened
      pending={adding.isPending}
      onClose={onClose}
      onSubmit={() => {
        adding.mutate({
          name,
          dialect: dialectSchema.parse(dialect),
          environmentId: Number(environmentId),
          teamId: Number(teamId),
          writer: { host, port },
          tls: { mode: tls.mode, ca: checksAuthority(tls.mode) && tls.ca.trim() !== '' ? tls.ca.trim() : null },
        });
      }}
    >
      <TextInput
        label={t('targets.name')}
        value={name}
        onChange={(event) => {
          setName(event.currentTarget.value);
        }}
        required
        maxLength={100}
        data-autofocus
      />
      <Select
        label={t('targets.dialect')}
        data={dialectSchema.options.map((value) => ({ value, label: t(`dialect.${value}`) }))}
        value={dialect}
        onChange={setDialect}
        allowDeselect={false}
        required
      />
      <Select
        label={t('targets.environment')}
        data={environments.map((item) => ({ value: String(item.id), label: item.name }))}
        value={environmentId}
        onChange={setEnvironment}
        required
      />
      <Select
        label={t('targets.team')}
        data={teams.map((item) => ({ value: String(item.id), label: item.name }))}
        value={teamId}
        onChange={setTeam}
        required
        searchable
      />
      <TextInput
        label={t('targets.host')}
        value={host}
        onChange={(event) => {
          setHost(event.currentTarget.value);
        }}
        required
        maxLength={255}
        spellCheck={false}
      />
      <NumberInput
        label={t('targets.port')}
        value={port}
        onChange={(value) => {
          setPort(Number(value));
        }}
        min={1}
        max={65_535}
        allowDecimal={false}
        hideControls
        required
      />
      <TlsFields value={tls} onChange={setTls} hasCa={false} />
    </FormDialog>
  );
}
