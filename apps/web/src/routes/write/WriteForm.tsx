// The form of a change request, with the dry analysis beside it.
import { Button, NumberInput, Skeleton, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, type SyntheticEvent, useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { outlineQuery, targetDatabasesQuery } from '../../api/targets';
import { Page } from '../../components/Page';
import { ProblemNotice } from '../../components/ProblemNotice';
import { useCoded } from '../../i18n/useCoded';
import { saidAtItsPlace, statementIssues } from './statement-issues';
import { AnalysisPanel } from './AnalysisPanel';
import { ChecksEditor } from './ChecksEditor';
import { diagnosticsOf } from './diagnostics';
import { type Draft, missingOf } from './draft';
import { isRehearsedLater } from './rehearsed-later';
import { TargetPicker } from './TargetPicker';
import { type LiveAnalysis, useAnalysis } from './useAnalysis';
import classes from './Write.module.css';

const SqlEditor = lazy(() => import('./SqlEditor'));

export interface WriteFormProps {
  readonly title: string;
  /** Said as long as there is nothing to say about the change itself. */
  readonly opening: string;
  readonly draft: Draft;
  readonly onChange: (part: Partial<Draft>) => void;
  readonly targetFixed: boolean;
  readonly submitLabel: string;
  readonly onSubmit: () => void;
  readonly pending: boolean;
  readonly error: Error | null;
  readonly aside?: ReactNode;
}

function useAnswer(opening: string, { analysis, current }: LiveAnalysis): string {
  const { t } = useTranslation();
  if (!analysis || !current) return opening;
  const { plan, findings } = analysis;
  if (!plan || !plan.runnable || findings.some(({ severity }) => severity === 'block')) return t('write.answerBlocked');
  if (isRehearsedLater(plan)) return t('write.answerReady');
  if (plan.verdict === 'none') return t('write.answerNone');
  return plan.verdict === 'partial' ? t('write.answerPartial') : t('write.answerReady');
}

export function WriteForm(props: WriteFormProps) {
  const { t } = useTranslation();
  const coded = useCoded();
  const { draft, onChange } = props;
  const targets = useQuery(targetDatabasesQuery);
  const outline = useQuery({ ...outlineQuery(draft.targetId ?? 0), enabled: draft.targetId !== null });
  const live = useAnalysis(draft.targetId, draft.statements);
  const answer = useAnswer(props.opening, live);
  const [tried, setTried] = useState(false);
  const missing = missingOf(draft);
  const says = (name: (typeof missing)[number]) => (tried && missing.includes(name) ? t(`write.${name}`) : null);
  const helpId = useId();
  const { analysis, current } = live;
  const diagnostics = useMemo(
    () => (analysis && current ? diagnosticsOf(analysis, coded.finding) : []),
    [analysis, current, coded],
  );
  // Of the text that was sent; an edit makes them old.
  const [sent, setSent] = useState<string | null>(null);
  const refusals = sent === draft.statements ? statementIssues(props.error) : [];
  const submit = (event?: SyntheticEvent) => {
    event?.preventDefault();
    setTried(true);
    if (missing.length > 0 || props.pending) return;
    setSent(draft.statements);
    props.onSubmit();
  };

  return (
    <Page title={props.title} answer={<span role="status">{answer}</span>} actions={props.aside}>
      <form
        className={classes.form}
        onSubmit={submit}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey) && !event.defaultPrevented) submit(event);
        }}
        aria-label={props.title}
        noValidate
      >
        <div className={classes.fields}>
          <TargetPicker
            targets={targets.data}
            value={draft.targetId}
            onChange={(targetId) => {
              onChange({ targetId });
            }}
            fixed={props.targetFixed}
            error={says('missingTarget')}
          />
          {targets.isError && <ProblemNotice error={targets.error} retry={() => void targets.refetch()} />}
          <div>
            <div className={classes.label}>{t('write.statements')}</div>
            <Suspense fallback={<Skeleton height={240} aria-label={t('write.editorLoading')} />}>
              <SqlEditor
                label={t('write.statements')}
                describedBy={helpId}
                initial={draft.statements}
                outline={outline.data}
                diagnostics={diagnostics}
                onChange={(statements) => {
                  onChange({ statements });
                }}
                onSubmit={submit}
              />
            </Suspense>
            <p id={helpId} className={classes.small}>
              {t('write.statementsHelp')}
            </p>
            {says('missingSql') !== null && (
              <p role="alert" className={classes.error}>
                {says('missingSql')}
              </p>
            )}
          </div>
          {refusals.length > 0 && (
            <ul role="alert" className={classes.refusals}>
              {refusals.map((issue) => (
                <li key={`${issue.code} ${issue.message}`} className={classes.error}>
                  {coded.issue(issue).text}
                </li>
              ))}
            </ul>
          )}
          <Textarea
            label={t('write.reason')}
            placeholder={t('write.reasonPlaceholder')}
            value={draft.reason}
            onChange={(event) => {
              onChange({ reason: event.currentTarget.value });
            }}
            error={says('missingReason')}
            autosize
            minRows={2}
            maxLength={2_000}
            required
          />
          <NumberInput
            label={
              <>
                {t('write.expected')} <span className={classes.small}>{t('optional')}</span>
              </>
            }
            description={t('write.expectedHelp')}
            value={draft.expectedRows ?? ''}
            onChange={(value) => {
              onChange({ expectedRows: typeof value === 'number' ? value : null });
            }}
            min={0}
            allowDecimal={false}
            allowNegative={false}
            thousandSeparator=","
            hideControls
            maw={320}
          />
          <ChecksEditor
            checks={draft.checks}
            onChange={(checks) => {
              onChange({ checks });
            }}
            showMissing={tried}
          />
          {props.error && !saidAtItsPlace(props.error) && <ProblemNotice error={props.error} />}
          <div>
            <Button type="submit" size="sm" loading={props.pending} aria-keyshortcuts="Meta+Enter Control+Enter">
              {props.submitLabel}
            </Button>
          </div>
        </div>
        <AnalysisPanel live={live} />
      </form>
    </Page>
  );
}
