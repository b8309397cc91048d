import { Select } from '@mantine/core';
import type { TargetDatabaseView } from '@sluice/contracts';
import { useTranslation } from 'react-i18next';

export interface TargetPickerProps {
  readonly targets: readonly TargetDatabaseView[] | undefined;
  readonly value: number | null;
  readonly onChange: (id: number | null) => void;
  readonly fixed: boolean;
  readonly error: string | null;
}

export function TargetPicker({ targets, value, onChange, fixed, error }: TargetPickerProps) {
  const { t } = useTranslation();
  const offered = targets?.filter((target) => target.mayFile || target.id === value) ?? [];
  return (
    <Select
      label={t('write.target')}
      placeholder={t('write.targetPlaceholder')}
      description={targets && offered.length === 0 ? t('write.targetNone') : undefined}
      nothingFoundMessage={t('write.targetEmpty')}
      searchable
      allowDeselect={false}
      required
      disabled={!targets}
      readOnly={fixed}
      error={error}
      value={value === null ? null : String(value)}
      onChange={(id) => {
        onChange(id === null ? null : Number(id));
      }}
      data={offered.map((target) => ({
        value: String(target.id),
        label: t('write.targetOption', {
          name: target.name,
          environment: target.environment.name,
          team: target.team.name,
        }),
      }))}
    />
  );
}
