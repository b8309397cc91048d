// Codes with parameters -> sentences in the reader's language.
import {
  auditActions,
  type AuditAction,
  type Coded,
  type CodeParams,
  type FailureCode,
  type FindingCode,
  failureCodes,
  type ProblemCode,
  type ReasonCode,
} from '@sluice/contracts';
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

function isAct(action: string): action is AuditAction {
  return Object.hasOwn(auditActions, action);
}
function isFailure(code: unknown): code is FailureCode {
  return typeof code === 'string' && Object.hasOwn(failureCodes, code);
}

/** Values that are themselves words of the domain are translated before they stand in a sentence. */
function readable(t: TFunction, params: CodeParams): Record<string, string | number | boolean> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      if (value === null) return [name, name === 'team' ? t('everyTeam') : t('none')];
      if (name === 'failure' && isFailure(value)) return [name, t(`failureNames.${value}`)];
      if (name === 'role' || name === 'verdict' || name === 'status' || name === 'purpose') {
        return [name, t(`${name}.${String(value)}` as 'role.dba', { defaultValue: String(value) })];
      }
      return [name, value];
    }),
  );
}

export interface Sentences {
  finding(finding: Coded<FindingCode>): string;
  reason(reason: Coded<ReasonCode>): string;
  failure(failure: Coded<FailureCode>): string;
  problem(problem: Coded<ProblemCode>): { title: string; help: string };
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
    failure: ({ code, params }) => t(`failures.${code}`, readable(t, params)),
    problem: ({ code, params }) => ({
      title: t(`problems.${code}.title`, readable(t, params)),
      help: t(`problems.${code}.help`, readable(t, params)),
    }),
    act: (action, params) => (isAct(action) ? t(`acts.${action}`, readable(t, params)) : action),
  };
}
