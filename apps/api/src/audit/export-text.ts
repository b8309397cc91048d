// The audit log as a file: one entry a line, as CSV (RFC 4180) for spreadsheets or as JSON for machines.
import type { AuditEntryView, AuditExportFormat } from '@sluice/contracts';

export const exportTypes: Readonly<Record<AuditExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/x-ndjson; charset=utf-8',
};

const columns = ['id', 'sequence', 'hash', 'at', 'actor_id', 'actor', 'action', 'subject_type', 'subject_id', 'params'];

/** What stands before the entries. The byte order mark tells spreadsheets that it is UTF-8. */
export function exportHead(format: AuditExportFormat): string {
  return format === 'csv' ? `\uFEFF${columns.join(',')}\r\n` : '';
}

export function exportLine(format: AuditExportFormat, entry: AuditEntryView): string {
  if (format === 'jsonl') return `${JSON.stringify(entry)}\n`;
  const { id, sequence, hash, at, actor, action, subject, params } = entry;
  const cells = [id, sequence, hash, at, actor?.id ?? null, actor?.login ?? null, action, subject.type, subject.id];
  return `${[...cells, JSON.stringify(params)].map(cell).join(',')}\r\n`;
}

/** A text that a spreadsheet would run as a formula gets an apostrophe before it. */
function cell(value: string | number | null): string {
  if (value === null) return '';
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
