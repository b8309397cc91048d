import { Button } from '@mantine/core';
import type { FileChange } from '@sluice/contracts';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fileChange } from '../../api/change-requests';
import { files, useMe } from '../../app/useMe';
import { NotAllowed } from '../../components/NotAllowed';
import { inputOf } from './draft';
import { useDraft } from './useDraft';
import { useFiling } from './useFiling';
import { WriteForm } from './WriteForm';
import classes from './Write.module.css';

const route = getRouteApi('/signed-in/requests/new');

export function NewRequestPage() {
  const { t } = useTranslation();
  if (!files(useMe())) return <NotAllowed title={t('write.title')} roles={['developer', 'approver', 'dba']} />;
  return <NewRequest />;
}

function NewRequest() {
  const { t } = useTranslation();
  const { target } = route.useSearch();
  const { draft, change, discard } = useDraft(target);
  // The editor keeps its own text, so a discarded draft needs a new one.
  const [round, setRound] = useState(0);
  const filing = useFiling<FileChange>(fileChange, discard);
  const begun = draft.statements !== '' || draft.reason !== '';
  return (
    <WriteForm
      key={round}
      title={t('write.title')}
      opening={t('write.answerStart')}
      draft={draft}
      onChange={change}
      targetFixed={false}
      submitLabel={t('write.file')}
      onSubmit={() => {
        if (draft.targetId !== null) filing.file({ ...inputOf(draft), targetDatabaseId: draft.targetId });
      }}
      pending={filing.pending}
      error={filing.error}
      aside={
        begun && (
          <>
            <span className={classes.small}>{t('write.draftKept')}</span>
            <Button
              variant="default"
              onClick={() => {
                discard();
                setRound(round + 1);
              }}
            >
              {t('write.discard')}
            </Button>
          </>
        )
      }
    />
  );
}
