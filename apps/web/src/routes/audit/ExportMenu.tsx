import { Button, Menu } from '@mantine/core';
import type { AuditExportFormat } from '@sluice/contracts';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { auditExportPath, type AuditFilter } from '../../api/audit';

const formats: readonly AuditExportFormat[] = ['csv', 'jsonl'];

/** The filtered log as a file; the browser takes it as it streams. */
export function ExportMenu({ filter }: { filter: AuditFilter }) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end" width={250}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={15} aria-hidden />}>
          {t('audit.export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {formats.map((format) => (
          <Menu.Item
            key={format}
            component="a"
            href={auditExportPath(filter, format)}
            download={`sluice-audit.${format}`}
          >
            {t(`audit.${format}`)}
          </Menu.Item>
        ))}
        <Menu.Label>{t('audit.exportHelp')}</Menu.Label>
      </Menu.Dropdown>
    </Menu>
  );
}
