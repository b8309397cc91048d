// Codes with parameters -> sentences in the reader's language.
import {
  auditActions,
  type AuditAction,
  type Coded,
  type CodeParams,
  type FailureCode,
  type FindingCode,
  failureCodes,
  findingCodes,
  type Problem,
  type ProblemCode,
  type ReasonCode,
  type WholeReasonCode,
} from '@sluice/contracts';
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { details } from './en/codes/details';
import { trouble } from './en/trouble';

function isAct(action: string): action is AuditAction {
  return Object.hasOwn(auditActions, action);
}
function isDetail(code: string): code is keyof typeof details {
  return Object.hasOwn(details, code);
}
function isFinding(code: string): code is FindingCode {
  return Object.hasOwn(findingCodes, code);
}
function isIssue(code: string): code is keyof typeof trouble.issue {
  return Object.hasOwn(trouble.issue, code);
}
function isField(name: string): name is keyof typeof trouble.field {
  return Object.hasOwn(trouble.field, name);
}
function isFailure(code: unknown): code is FailureCode {
  return typeof code === 'string' && Object.hasOwn(failureCodes, code);
}

/** Values that are themselves words or codes of the domain are translated before they stand in a sentence. */
function readableValue(t: TFunction, name: string, value: string | number | boolean | null): string | number | boolean {
  if (value === null) return name === 'team' ? t('everyTeam') : t('none');
  const word = String(value);
  switch (name) {
    case 'role':
    case 'verdict':
    case 'status':
    case 'purpose':
    case 'dialect':
      return t(`${name}.${word}` as 'role.dba', { defaultValue: word });
    case 'mode':
      return t(`tls.${word}` as 'tls.off', { defaultValue: word });
    case 'outcome':
      return t(`attempt.${word}` as 'attempt.effect', { defaultValue: word });
    case 'failure':
    case 'why':
    case 'cause':
    case 'form':
    case 'message':
      if (isFailure(value)) return t(`failureNames.${value}`);
      return isDetail(word) ? t(`details.${word}`) : word;
    default:
      return value;
  }
}

function readable(t: TFunction, params: CodeParams): Record<string, string | number | boolean> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, readableValue(t, name, value)]));
}

type Issue = NonNullable<Problem['issues']>[number];

export interface Sentences {
  finding(finding: Coded<FindingCode>): string;
  reason(reason: Coded<ReasonCode>): string;
  /** Why a big change runs whole. */
  wholeReason(reason: Coded<WholeReasonCode>): string;
  failure(failure: Coded<FailureCode>): string;
  problem(problem: Coded<ProblemCode>): { title: string; help: string };
  /** What is wrong with one field of what was sent; `field` is its name on the pages. */
  issue(issue: Issue): { field: string; text: string };
  act(action: string, params: CodeParams): string;
}

export function useCoded(): Sentences {
  const { t } = useTranslation();
  return useMemo(() => sentences(t), [t]);
}

function sentences(t: TFunction): Sentences {
  return {
    finding: ({ code, params }) => t(`findings.${code}`, readable(t, params)),
    reason: ({ code, params }) => t(`reasons.${code}`, readable(t, params)),
    wholeReason: ({ code, params }) => t(`wholeReasons.${code}`, readable(t, params)),
    failure: ({ code, params }) => t(`failures.${code}`, readable(t, params)),
    problem: ({ code, params }) => ({
      title: t(`problems.${code}.title`, readable(t, params)),
      help: t(`problems.${code}.help`, readable(t, params)),
    }),
    issue: ({ path, code, params }) => {
      const names = path.split('.').filter((part) => !/^\d+$/.test(part));
      const field = names.findLast(isField);
      return {
        field: field === undefined ? path : t(`trouble.field.${field}`),
        text: isFinding(code)
          ? t(`findings.${code}`, readable(t, params ?? {}))
          : t(`trouble.issue.${isIssue(code) ? code : 'invalid'}`),
      };
    },
    act: (action, params) => (isAct(action) ? t(`acts.${action}`, readable(t, params)) : action),
  };
}
