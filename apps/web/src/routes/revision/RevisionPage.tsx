// One revision of a request, and what is different in another one.
import { Button, NativeSelect, Skeleton } from '@mantine/core';
import type { RequestView, RevisionView } from '@sluice/contracts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { requestQuery, revisionQuery } from '../../api/change-requests';
import { ApiProblem } from '../../api/client';
import { FindingList } from '../../components/FindingList';
import { LineDiff } from '../../components/line-diff/LineDiff';
import { NotFound } from '../../components/NotFound';
import { Page, Section } from '../../components/Page';
import { PreviewList } from '../../components/preview/PreviewList';
import { ProblemNotice } from '../../components/ProblemNotice';
import { ReasonList } from '../../components/ReasonList';
import { Verdict } from '../../components/StateWords';
import { AccessChanges } from '../../components/access/AccessChanges';
import { StructureChanges } from '../../components/structure/StructureChanges';
import { ExactTime } from '../../components/Time';
import { ChangedFields } from './ChangedFields';
import classes from './Revision.module.css';

const route = getRouteApi('/signed-in/requests/$id/revisions/$number');

export function RevisionPage() {
  const { t } = useTranslation();
  const { id, number } = route.useParams();
  const { against } = route.useSearch();
  const request = useQuery(requestQuery(id));
  // Beside nothing else, it is compared with the one before it.
  const other = against ?? number - 1;
  const revision = useQuery(revisionQuery(id, number));
  const compared = useQuery({ ...revisionQuery(id, other), enabled: other > 0 && other !== number });
  const error = request.error ?? revision.error ?? compared.error;
  const title = t('revision.title', { id, number });
  if (error instanceof ApiProblem && error.problem.status === 404) return <NotFound />;
  return (
    <Page
      title={title}
      kicker={
        <>
          {title}
          {revision.data && (
            <>
              {' · '}
              <ExactTime at={revision.data.createdAt} />
            </>
          )}
        </>
      }
      answer={
        request.data
          ? t(number === request.data.revision.number ? 'revision.current' : 'revision.old', {
              number,
              latest: request.data.revision.number,
            })
          : title
      }
      actions={
        <Button variant="default" component={Link} to={`/requests/${String(id)}`}>
          {t('revision.back', { id })}
        </Button>
      }
    >
      {error ? (
        <ProblemNotice
          error={error}
          retry={() => {
            void request.refetch();
            void revision.refetch();
            void compared.refetch();
          }}
        />
      ) : request.data && revision.data ? (
        <Compared view={request.data} revision={revision.data} other={other > 0 ? compared.data : undefined} />
      ) : (
        <Skeleton height={320} aria-label={t('loading')} />
      )}
    </Page>
  );
}

interface ComparedProps {
  readonly view: RequestView;
  readonly revision: RevisionView;
  readonly other: RevisionView | undefined;
}

function Compared({ view, revision, other }: ComparedProps) {
  const { t } = useTranslation();
  const navigate = route.useNavigate();
  // The older one comes first, whichever of the two is looked at.
  const pair = other && (other.number < revision.number ? [other, revision] : [revision, other]);
  const [before, after] = pair ?? [revision, revision];
  return (
    <>
      <Section
        id="text"
        title={t('revision.text')}
        aside={
          view.revisions.length > 1 && (
            <NativeSelect
              size="xs"
              aria-label={t('revision.compare')}
              value={String(other?.number ?? '')}
              onChange={(event) => {
                const against = Number(event.currentTarget.value);
                void navigate({ search: against > 0 ? { against } : {}, replace: true });
              }}
              data={[
                ...(other ? [] : [{ value: '', label: t('revision.compare') }]),
                ...view.revisions
                  .filter((each) => each.number !== revision.number)
                  .map((each) => ({
                    value: String(each.number),
                    label: t('revision.comparedWith', { number: each.number }),
                  })),
              ]}
            />
          )
        }
      >
        {pair && before && after && (
          <p className={classes.pick}>{t('revision.between', { before: before.number, after: after.number })}</p>
        )}
        {before && after && (
          <LineDiff before={before.statements} after={after.statements} label={t('request.sql.title')} />
        )}
      </Section>
      {before && after && (
        <Section id="fields" title={t('revision.fields')}>
          <ChangedFields before={before} after={after} />
        </Section>
      )}
      <Section id="findings" title={t('request.findings.title')}>
        {revision.plan && <Verdict verdict={revision.plan.verdict} long />}
        {revision.plan && revision.plan.verdict !== 'exact' && <ReasonList plan={revision.plan} />}
        <FindingList findings={revision.findings} several={(revision.plan?.statements.length ?? 0) > 1} />
      </Section>
      {revision.plan?.structure && (
        <Section id="structure" title={t('request.what.title')}>
          <StructureChanges structure={revision.plan.structure} back={revision.plan.undoes !== null} />
        </Section>
      )}
      {revision.plan?.access && (
        <Section id="access" title={t('request.what.title')}>
          <AccessChanges access={revision.plan.access} back={revision.plan.undoes !== null} />
        </Section>
      )}
      {revision.preview && (
        <Section id="preview" title={t('request.what.title')}>
          <PreviewList preview={revision.preview} byTable={Boolean(revision.plan?.undoes)} />
        </Section>
      )}
    </>
  );
}
