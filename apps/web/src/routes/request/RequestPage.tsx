// One change request: what it does, how it is undone, why, and one button.
import { Skeleton } from '@mantine/core';
import type { RequestView } from '@sluice/contracts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { requestQuery } from '../../api/change-requests';
import { ApiProblem } from '../../api/client';
import { useMe } from '../../app/useMe';
import { FindingList } from '../../components/FindingList';
import { NotFound } from '../../components/NotFound';
import { Page, Section } from '../../components/Page';
import { PreviewList } from '../../components/preview/PreviewList';
import { ProblemNotice } from '../../components/ProblemNotice';
import { SqlBlock } from '../../components/Sql';
import { RequestState } from '../../components/StateWords';
import { AccessChanges } from '../../components/access/AccessChanges';
import { StructureChanges } from '../../components/structure/StructureChanges';
import { Time, useExact } from '../../components/Time';
import { useRoleList } from '../../components/useRoleList';
import { Acts } from './Acts';
import { answerOf } from './answer';
import { Approvals } from './Approvals';
import { Executions } from './Executions';
import { HowUndone } from './HowUndone';
import { Revisions } from './Revisions';
import { RollbackPanel } from './RollbackPanel';
import { StageTrack } from './StageTrack';
import { Timeline } from './Timeline';
import { WhatUndone } from './WhatUndone';
import { Why } from './Why';
import classes from './Request.module.css';

const route = getRouteApi('/signed-in/requests/$id');

export function RequestPage() {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const { data: view, isError, error, refetch } = useQuery(requestQuery(id));
  if (view) return <RequestContent key={id} view={view} />;
  if (isError && error instanceof ApiProblem && error.problem.status === 404) return <NotFound />;
  const title = t('request.title', { id });
  return (
    <Page title={title} answer={isError ? title : <Skeleton component="span" height={22} width={420} maw="100%" />}>
      {isError ? <ProblemNotice error={error} retry={() => void refetch()} /> : <LoadingRequest />}
    </Page>
  );
}

function LoadingRequest() {
  const { t } = useTranslation();
  return (
    <div aria-busy aria-label={t('loading')} role="status">
      <Skeleton height={36} mb={16} />
      <div className={classes.panels}>
        <Skeleton height={250} />
        <Skeleton height={250} />
        <Skeleton height={250} />
      </div>
    </div>
  );
}

function Panel({ title, children, wide = false }: { title: string; children: ReactNode; wide?: boolean }) {
  const id = useId();
  return (
    <section className={classes.panel} data-wide={wide} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

function RequestContent({ view }: { view: RequestView }) {
  const { t } = useTranslation();
  const me = useMe();
  const roles = useRoleList();
  const exact = useExact();
  const { revision } = view;
  const working = view.status === 'submitted' || view.status === 'analysed';
  const several = view.statementCount > 1;
  const missing = view.requirements.filter((requirement) => !requirement.satisfiedBy);
  // What went wrong comes first; a run that went well, after what it was.
  const wrong = view.executions.some(({ failure }) => failure !== null);
  const runs = view.executions.length > 0 && (
    <Section id="executions" title={t('request.runs.title')}>
      <Executions executions={view.executions} countsRows={view.kind === 'dml'} />
    </Section>
  );
  return (
    <Page
      title={t('request.title', { id: view.id })}
      kicker={
        <span className={classes.kicker}>
          <span>
            {t('request.kicker', { id: view.id, target: view.target.name, environment: view.target.environment })}
          </span>
          <RequestState row={view} />
          {view.revisions.length > 1 && <span>{t('request.revision', { number: revision.number })}</span>}
          <Time at={view.createdAt} />
        </span>
      }
      answer={answerOf(view).map(({ name, params }) => (
        <span key={name} className={classes.sentence}>
          {t(`request.answer.${name}`, { ...params })}{' '}
        </span>
      ))}
      actions={<Acts view={view} />}
    >
      <p role="status" className={classes.hidden}>
        {t('request.said.status', { id: view.id, status: t(`status.${view.status}`) })}
      </p>
      {view.status === 'planned' && view.approvable && !view.allowed.approve && (
        <p className={classes.who}>
          {view.requester.id === me.id && <>{t('request.ownRequest')} </>}
          {missing.map((requirement, at) => (
            <span key={at}>{t('request.mayApprove', { roles: roles(requirement.roles) })} </span>
          ))}
        </p>
      )}
      <StageTrack view={view} />
      {wrong && runs}
      <div className={classes.panels}>
        <Panel title={t(view.rollbackOf === null ? 'request.what.title' : 'request.what.putBackTitle')} wide>
          {revision.plan?.structure && revision.plan.structure.steps.length > 0 ? (
            <StructureChanges structure={revision.plan.structure} back={view.rollbackOf !== null} />
          ) : revision.plan?.access ? (
            <AccessChanges access={revision.plan.access} back={view.rollbackOf !== null} />
          ) : revision.preview ? (
            <PreviewList preview={revision.preview} byTable={view.rollbackOf !== null} />
          ) : working ? (
            <Skeleton height={120} aria-label={t('request.what.working')} />
          ) : (
            <p className={classes.dimmed}>
              {view.rollbackOf === null
                ? t(view.kind === 'ddl' ? 'request.what.notRehearsed' : 'request.what.missing')
                : t('request.what.putBack', { id: view.rollbackOf })}
            </p>
          )}
          {revision.preview && (
            <p className={classes.small}>{t('request.what.taken', { time: exact(revision.preview.takenAt) })}</p>
          )}
        </Panel>
        <Panel title={t(view.rollbackOf === null ? 'request.how.title' : 'request.how.undoTitle')}>
          {view.rollbackOf === null ? <HowUndone view={view} /> : <WhatUndone view={view} />}
        </Panel>
        <Panel title={t('request.why.title')}>
          <Why view={view} />
        </Panel>
        {view.rollbackOf === null && (
          <div className={classes.beside}>
            <Panel title={t('request.findings.title')}>
              {working && revision.findings.length === 0 ? (
                <p className={classes.dimmed}>{t('request.findings.working')}</p>
              ) : revision.findings.length === 0 ? (
                <p className={classes.dimmed}>{t('request.findings.none')}</p>
              ) : (
                <FindingList findings={revision.findings} several={several} text={revision.statements} />
              )}
            </Panel>
            <Panel title={t('request.sql.title')}>
              <SqlBlock sql={revision.statements} label={t('request.sql.title')} />
            </Panel>
          </div>
        )}
      </div>
      <RollbackPanel view={view} />
      {!wrong && runs}
      <Section id="approvals" title={t('request.approvals.title')}>
        <Approvals view={view} />
      </Section>
      {view.revisions.length > 1 && (
        <Section id="revisions" title={t('revision.list')}>
          <Revisions view={view} />
        </Section>
      )}
      <Section id="timeline" title={t('request.timeline.title')}>
        <Timeline id={view.id} />
      </Section>
    </Page>
  );
}
