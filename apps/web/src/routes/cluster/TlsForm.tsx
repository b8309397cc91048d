import { Button } from '@mantine/core';
import type { ClusterView, SetTls } from '@sluice/contracts';
import { type SyntheticEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keys } from '../../api/keys';
import { setTls } from '../../api/targets';
import { useAct } from '../../components/useAct';
import { type TlsDraft, TlsFields } from '../targets/TlsFields';
import classes from './Cluster.module.css';

export function TlsForm({ cluster }: { cluster: ClusterView }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<TlsDraft>({ mode: cluster.tls.mode, ca: '' });
  const saving = useAct<SetTls>({
    run: (body) => setTls(cluster.id, body),
    refresh: keys.targets,
    said: () => t('targets.tls.saved'),
    after: () => {
      setDraft((saved) => ({ ...saved, ca: '' }));
    },
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    saving.mutate({ mode: draft.mode, ...(draft.ca.trim() === '' ? {} : { ca: draft.ca.trim() }) });
  };
  return (
    <form className={classes.account} onSubmit={submit} aria-label={t('targets.tls.title')}>
      <TlsFields value={draft} onChange={setDraft} hasCa={cluster.tls.hasCa} />
      <Button type="submit" variant="default" loading={saving.isPending}>
        {t('targets.tls.save')}
      </Button>
    </form>
  );
}
