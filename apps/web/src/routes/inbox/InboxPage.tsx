// What waits for me, and the other lists of change requests.
import { Button, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { requestScopeSchema, requestStatusSchema } from '@sluice/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { requestListQuery } from '../../api/change-requests';
import { useKeys } from '../../app/keys/useKeys';
import { files, useMe } from '../../app/useMe';
import { Empty } from '../../components/Empty';
import { Page } from '../../components/Page';
import { ProblemNotice } from '../../components/ProblemNotice';
import { NothingYet } from './NothingYet';
import { RequestTable } from './RequestTable';
import { useKeptRows } from './useKeptRows';
import classes from './Inbox.module.css';

const route = getRouteApi('/signed-in/');

export function InboxPage() {
  const { t } = useTranslation();
  const me = useMe();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const scope = search.scope ?? 'inbox';
  const filter = {
    scope,
    ...(search.status === undefined ? {} : { status: search.status }),
    ...(search.text === undefined ? {} : { text: search.text }),
  };
  const list = useInfiniteQuery(requestListQuery(filter));
  const incoming = list.data?.pages.flatMap((page) => page.items);
  const { rows, arrived, settle } = useKeptRows(JSON.stringify(filter), incoming);
  const [text, setText] = useState(search.text ?? '');
  const input = useRef<HTMLInputElement>(null);
  const applyText = useDebouncedCallback((value: string) => {
    void navigate({ search: (before) => ({ ...before, text: value === '' ? undefined : value }), replace: true });
  }, 250);
  useKeys({ '/': () => input.current?.focus() });

  const count = incoming?.length ?? 0;
  const filtered = search.text !== undefined || search.status !== undefined;
  const answer = !incoming
    ? t('loading')
    : list.hasNextPage
      ? t('inbox.answer.more', { count })
      : t(`inbox.answer.${scope}`, { count });

  return (
    <Page
      title={t('inbox.title')}
      answer={<span aria-live="polite">{answer}</span>}
      actions={
        files(me) && (
          <Button component={Link} to="/requests/new" variant={scope === 'mine' ? 'filled' : 'default'}>
            {t('shell.newRequest')}
          </Button>
        )
      }
    >
      <div className={classes.filters}>
        <SegmentedControl
          size="xs"
          aria-label={t('inbox.scopes')}
          value={scope}
          onChange={(value) => {
            const next = requestScopeSchema.parse(value);
            void navigate({ search: (before) => ({ ...before, scope: next === 'inbox' ? undefined : next }) });
          }}
          data={requestScopeSchema.options.map((value) => ({ value, label: t(`scope.${value}`) }))}
        />
        <TextInput
          ref={input}
          type="search"
          className={classes.text}
          aria-label={t('inbox.filter')}
          aria-keyshortcuts="/"
          placeholder={t('inbox.filterPlaceholder')}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            applyText(event.currentTarget.value.trim());
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.blur();
          }}
          size="xs"
          rightSection={<span className={classes.hint} data-key="/" />}
        />
        {scope !== 'inbox' && (
          <Select
            aria-label={t('inbox.status')}
            placeholder={t('inbox.anyStatus')}
            size="xs"
            clearable
            value={search.status ?? null}
            onChange={(value) => {
              const status = requestStatusSchema.safeParse(value).data;
              void navigate({ search: (before) => ({ ...before, status }), replace: true });
            }}
            data={requestStatusSchema.options.map((value) => ({ value, label: t(`status.${value}`) }))}
          />
        )}
        {arrived > 0 && (
          <Button variant="default" onClick={settle}>
            {t('inbox.arrived', { count: arrived })}
          </Button>
        )}
      </div>
      {list.isError && <ProblemNotice error={list.error} retry={() => void list.refetch()} />}
      {rows?.length === 0 ? (
        filtered ? (
          <Empty
            action={
              <Button
                variant="default"
                onClick={() => {
                  setText('');
                  void navigate({ search: { scope: search.scope } });
                }}
              >
                {t('inbox.clearFilter')}
              </Button>
            }
          >
            {t('inbox.emptyFiltered')}
          </Empty>
        ) : (
          <NothingYet scope={scope} />
        )
      ) : (
        (rows || !list.isError) && <RequestTable rows={rows} />
      )}
      {list.hasNextPage && (
        <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('act.loadMore')}
        </Button>
      )}
    </Page>
  );
}
