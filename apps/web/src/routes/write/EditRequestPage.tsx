import { Button, Skeleton } from '@mantine/core';
import type { RequestView, RevisionInput } from '@sluice/contracts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fileRevision, requestQuery } from '../../api/change-requests';
import { Page } from '../../components/Page';
import { ProblemNotice } from '../../components/ProblemNotice';
import { type Draft, draftOf, inputOf } from './draft';
import { useFiling } from './useFiling';
import { WriteForm } from './WriteForm';

const route = getRouteApi('/signed-in/requests/$id/edit');

export function EditRequestPage() {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const { data: view, isError, error, refetch } = useQuery(requestQuery(id));
  if (view) return <EditForm key={view.revision.id} view={view} />;
  const title = t('write.editTitle', { id });
  return (
    <Page title={title} answer={title}>
      {isError ? (
        <ProblemNotice error={error} retry={() => void refetch()} />
      ) : (
        <Skeleton height={420} aria-label={t('loading')} />
      )}
    </Page>
  );
}

function EditForm({ view }: { view: RequestView }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<Draft>(() => draftOf(view.target.id, view.revision));
  const filing = useFiling<RevisionInput>(
    (body, key) => fileRevision(view.id, body, key),
    () => undefined,
  );
  const number = view.revision.number + 1;
  return (
    <WriteForm
      title={t('write.editTitle', { id: view.id })}
      opening={t('write.answerEdit', { number })}
      draft={draft}
      onChange={(part) => {
        setDraft((before) => ({ ...before, ...part }));
      }}
      targetFixed
      submitLabel={t('write.saveRevision', { number })}
      onSubmit={() => {
        filing.file(inputOf(draft));
      }}
      pending={filing.pending}
      error={filing.error}
      aside={
        <Button variant="default" component={Link} to={`/requests/${String(view.id)}`}>
          {t('act.dismiss')}
        </Button>
      }
    />
  );
}
