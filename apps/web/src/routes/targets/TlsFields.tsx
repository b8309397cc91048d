import { Select, Textarea } from '@mantine/core';
import { type TlsMode, tlsModeSchema } from '@sluice/contracts';
import { useTranslation } from 'react-i18next';

export interface TlsDraft {
  readonly mode: TlsMode;
  /** PEM as typed; empty: none given. */
  readonly ca: string;
}

export function checksAuthority(mode: TlsMode): boolean {
  return mode === 'verify-ca' || mode === 'verify-identity';
}

/** How connections are protected, and by whose certificate. */
export function TlsFields(props: {
  readonly value: TlsDraft;
  readonly onChange: (value: TlsDraft) => void;
  /** An authority is stored already. */
  readonly hasCa: boolean;
}) {
  const { t } = useTranslation();
  const { value, onChange, hasCa } = props;
  return (
    <>
      <Select
        label={t('targets.tls.mode')}
        description={t(`targets.tls.help.${value.mode}`)}
        data={tlsModeSchema.options.map((mode) => ({ value: mode, label: t(`tls.${mode}`) }))}
        value={value.mode}
        onChange={(mode) => {
          onChange({ ...value, mode: tlsModeSchema.parse(mode) });
        }}
        allowDeselect={false}
      />
      {checksAuthority(value.mode) && (
        <Textarea
          label={t('targets.tls.ca')}
          description={t(hasCa ? 'targets.tls.caStored' : 'targets.tls.caHelp')}
          value={value.ca}
          onChange={(event) => {
            onChange({ ...value, ca: event.currentTarget.value });
          }}
          rows={4}
          maxLength={200_000}
          spellCheck={false}
          autoComplete="off"
        />
      )}
    </>
  );
}
