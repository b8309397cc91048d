import { Button, CloseButton, Select, TextInput } from '@mantine/core';
import type { RegisterTargetDatabase } from '@sluice/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { teamsQuery } from '../../api/access';
import { keys } from '../../api/keys';
import { clustersQuery, environmentsQuery, registerTargetDatabase } from '../../api/targets';
import { FormDialog } from '../../components/FormDialog';
import { useAct } from '../../components/useAct';
import classes from './Targets.module.css';

interface ShardDraft {
  readonly name: string;
  readonly clusterId: string | null;
  readonly schema: string;
}

const firstShard: ShardDraft = { name: 'main', clusterId: null, schema: '' };

export function DatabaseDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const clusters = useQuery(clustersQuery).data ?? [];
  const environments = useQuery(environmentsQuery).data ?? [];
  const teams = useQuery(teamsQuery).data ?? [];
  const [name, setName] = useState('');
  const [teamId, setTeam] = useState<string | null>(null);
  const [environmentId, setEnvironment] = useState<string | null>(null);
  const [shards, setShards] = useState<readonly ShardDraft[]>([firstShard]);
  const change = (at: number, part: Partial<ShardDraft>) => {
    setShards(shards.map((shard, index) => (index === at ? { ...shard, ...part } : shard)));
  };
  const adding = useAct<RegisterTargetDatabase>({
    run: registerTargetDatabase,
    refresh: keys.targets,
    said: (made) => t('targets.added', { name: made.name }),
    after: onClose,
  });
  const option = (item: { id: number; name: string }) => ({ value: String(item.id), label: item.name });
  return (
    <FormDialog
      title={t('targets.addDatabase')}
      submit={t('targets.addDatabase')}
      opened
      wide
      pending={adding.isPending}
      onClose={onClose}
      onSubmit={() => {
        adding.mutate({
          name,
          teamId: Number(teamId),
          environmentId: Number(environmentId),
          shards: shards.map((shard) => ({ ...shard, clusterId: Number(shard.clusterId) })),
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
        label={t('targets.team')}
        data={teams.map(option)}
        value={teamId}
        onChange={setTeam}
        required
        searchable
      />
      <Select
        label={t('targets.environment')}
        data={environments.map(option)}
        value={environmentId}
        onChange={setEnvironment}
        required
      />
      <fieldset className={classes.shards}>
        <legend>{t('targets.shard.title')}</legend>
        {shards.map((shard, at) => (
          <div key={at} className={classes.shard}>
            <TextInput
              label={t('targets.shard.name', { number: at + 1 })}
              value={shard.name}
              onChange={(event) => {
                change(at, { name: event.currentTarget.value });
              }}
              required
            />
            <Select
              label={t('targets.shard.cluster', { number: at + 1 })}
              data={clusters.map(option)}
              value={shard.clusterId}
              onChange={(clusterId) => {
                change(at, { clusterId });
              }}
              required
              searchable
            />
            <TextInput
              label={t('targets.shard.schema', { number: at + 1 })}
              value={shard.schema}
              onChange={(event) => {
                change(at, { schema: event.currentTarget.value });
              }}
              required
              maxLength={64}
            />
            {shards.length > 1 && (
              <CloseButton
                aria-label={t('targets.shard.remove', { number: at + 1 })}
                onClick={() => {
                  setShards(shards.filter((_, index) => index !== at));
                }}
              />
            )}
          </div>
        ))}
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => {
            setShards([...shards, { ...firstShard, name: `shard-${String(shards.length + 1)}` }]);
          }}
        >
          {t('targets.shard.add')}
        </Button>
      </fieldset>
    </FormDialog>
  );
}
