import { Button, Group, Pill, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createTeam, teamsQuery } from '../../api/access';
import { keys } from '../../api/keys';
import { ProblemNotice } from '../../components/ProblemNotice';
import { useAct } from '../../components/useAct';

export function Teams({ mayAdd }: { mayAdd: boolean }) {
  const { t } = useTranslation();
  const teams = useQuery(teamsQuery);
  const [name, setName] = useState('');
  const adding = useAct<string>({
    run: createTeam,
    refresh: keys.teams,
    said: (made) => t('people.teamAdded', { name: made }),
    after: () => {
      setName('');
    },
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    adding.mutate(name);
  };
  if (teams.isError) return <ProblemNotice error={teams.error} retry={() => void teams.refetch()} />;
  return (
    <>
      {teams.data?.length === 0 && <p>{t('people.noTeams')}</p>}
      <Pill.Group>
        {teams.data?.map((team) => (
          <Pill key={team.id}>{team.name}</Pill>
        ))}
      </Pill.Group>
      {mayAdd && (
        <form onSubmit={submit} aria-label={t('people.addTeam')}>
          <Group align="end" gap={8}>
            <TextInput
              size="xs"
              label={t('people.teamName')}
              value={name}
              onChange={(event) => {
                setName(event.currentTarget.value);
              }}
              required
              maxLength={100}
            />
            <Button type="submit" variant="default" loading={adding.isPending}>
              {t('people.addTeam')}
            </Button>
          </Group>
        </form>
      )}
    </>
  );
}
