import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FindingList } from '../../components/FindingList';
import { PreviewList } from '../../components/preview/PreviewList';
import { useTell } from '../../components/ProblemNotice';
import { ReasonList } from '../../components/ReasonList';
import { State } from '../../components/State';
import { Verdict } from '../../components/StateWords';
import { StructureChanges } from '../../components/structure/StructureChanges';
import { isRehearsedLater } from './rehearsed-later';
import type { LiveAnalysis } from './useAnalysis';
import classes from './Write.module.css';

export function AnalysisPanel({ live: { analysis, working, current, error } }: { live: LiveAnalysis }) {
  const { t } = useTranslation();
  const tell = useTell();
  const told = error && !working ? tell(error) : null;
  const several = (analysis?.plan?.statements.length ?? 0) > 1;
  return (
    <aside className={classes.analysis} aria-labelledby="analysis" aria-busy={working}>
      <div className={classes.analysisHead}>
        <h2 id="analysis">{t('write.analysis')}</h2>
        <span role="status" className={classes.small}>
          {working
            ? t('write.analysing')
            : analysis && current
              ? analysis.plan && isRehearsedLater(analysis.plan)
                ? t('reasons.rehearsed-when-filed')
                : t('write.analysed', {
                    findings: t('unit.findings', { count: analysis.findings.length }),
                    verdict: analysis.plan ? t(`verdictLong.${analysis.plan.verdict}`) : t('verdictLong.none'),
                  })
              : ''}
        </span>
      </div>
      {told && (
        <div>
          <State tone="attention">{told.title}</State>
          <p>{told.help}</p>
          <p className={classes.small}>{t('write.analysisFailed')}</p>
        </div>
      )}
      {!analysis &&
        !told &&
        (working ? <Skeleton height={160} /> : <p className={classes.dimmed}>{t('write.analysisEmpty')}</p>)}
      {analysis && !told && (
        <div className={classes.analysisBody} data-old={!current}>
          {analysis.plan && (
            <div>
              {!isRehearsedLater(analysis.plan) && <Verdict verdict={analysis.plan.verdict} long />}
              {(analysis.plan.verdict !== 'exact' || !analysis.plan.runnable) && <ReasonList plan={analysis.plan} />}
            </div>
          )}
          {analysis.findings.length > 0 && <FindingList findings={analysis.findings} several={several} />}
          {analysis.plan?.structure && <StructureChanges structure={analysis.plan.structure} />}
          {analysis.preview && <PreviewList preview={analysis.preview} />}
        </div>
      )}
    </aside>
  );
}
