// What went wrong, what to do, and the code to tell an administrator.
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ApiProblem, UnexpectedAnswer, Unreachable } from '../api/client';
import { useCoded } from '../i18n/useCoded';
import { StateShape } from './State';
import classes from './ProblemNotice.module.css';

export interface Told {
  readonly title: string;
  readonly help: string;
  readonly code: string;
  readonly requestId?: string;
}

export function useTell(): (error: unknown) => Told {
  const { t } = useTranslation();
  const coded = useCoded();
  return (error) => {
    if (error instanceof ApiProblem) {
      const { code, requestId } = error.problem;
      return { ...coded.problem(error.problem), code, ...(requestId === undefined ? {} : { requestId }) };
    }
    if (error instanceof Unreachable) {
      return { title: t('trouble.offlineTitle'), help: t('trouble.offlineHelp'), code: 'unreachable' };
    }
    if (error instanceof UnexpectedAnswer) {
      return {
        title: t('trouble.badAnswerTitle'),
        help: t('trouble.badAnswerHelp'),
        code: `http-${String(error.status)}`,
      };
    }
    return { title: t('trouble.brokenTitle'), help: t('trouble.brokenHelp'), code: 'page' };
  };
}

export function ProblemNotice({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation();
  const coded = useCoded();
  const told = useTell()(error);
  const issues = error instanceof ApiProblem ? (error.problem.issues ?? []) : [];
  return (
    <div role="alert" className={classes.notice}>
      <StateShape tone="stopped" size={18} />
      <div>
        <p className={classes.title}>{told.title}</p>
        <p>{told.help}</p>
        {issues.length > 0 && (
          <ul className={classes.issues}>
            {issues.map((issue) => {
              const { field, text } = coded.issue(issue);
              return (
                <li key={`${issue.path} ${issue.code} ${issue.message}`}>
                  {field}: {text}
                </li>
              );
            })}
          </ul>
        )}
        <p className={classes.code}>
          <code>{t('trouble.code', { code: told.code })}</code>
          {told.requestId !== undefined && <code>{t('trouble.requestId', { id: told.requestId })}</code>}
        </p>
      </div>
      {retry && (
        <Button variant="default" onClick={retry}>
          {t('act.retry')}
        </Button>
      )}
    </div>
  );
}
