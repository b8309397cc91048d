import { Button, CloseButton, Textarea } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CheckDraft } from './draft';
import classes from './Write.module.css';

export interface ChecksEditorProps {
  readonly checks: readonly CheckDraft[];
  readonly onChange: (checks: readonly CheckDraft[]) => void;
  readonly showMissing: boolean;
}

export function ChecksEditor({ checks, onChange, showMissing }: ChecksEditorProps) {
  const { t } = useTranslation();
  const change = (at: number, part: Partial<CheckDraft>) => {
    onChange(checks.map((check, index) => (index === at ? { ...check, ...part } : check)));
  };
  return (
    <fieldset className={classes.checks}>
      <legend>
        {t('write.checks')} <span className={classes.small}>{t('optional')}</span>
      </legend>
      <p className={classes.small}>{t('write.checksHelp')}</p>
      {checks.map((check, at) => {
        const bad = showMissing && (check.sql.trim() === '' || check.expected.trim() === '');
        return (
          <div key={at} className={classes.check}>
            <Textarea
              label={t('write.checkSql', { number: at + 1 })}
              value={check.sql}
              onChange={(event) => {
                change(at, { sql: event.currentTarget.value });
              }}
              error={bad && t('write.badCheck')}
              autosize
              minRows={1}
              maxLength={20_000}
              spellCheck={false}
              classNames={{ input: classes.mono ?? '' }}
            />
            <Textarea
              label={t('write.checkExpected', { number: at + 1 })}
              value={check.expected}
              onChange={(event) => {
                change(at, { expected: event.currentTarget.value });
              }}
              description={at === 0 ? t('write.checkExpectedHelp') : undefined}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              autosize
              minRows={1}
              spellCheck={false}
              classNames={{ input: classes.mono ?? '' }}
            />
            <CloseButton
              aria-label={t('write.removeCheck', { number: at + 1 })}
              onClick={() => {
                onChange(checks.filter((_, index) => index !== at));
              }}
            />
          </div>
        );
      })}
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconPlus size={14} aria-hidden />}
        disabled={checks.length >= 20}
        onClick={() => {
          onChange([...checks, { sql: '', expected: '' }]);
        }}
      >
        {t('write.addCheck')}
      </Button>
    </fieldset>
  );
}
