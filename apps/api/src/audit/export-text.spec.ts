import type { AuditEntryView } from '@sluice/contracts';
import { exportHead, exportLine } from './export-text.js';

const entry: AuditEntryView = {
  id: 7,
  sequence: null,
  hash: null,
  at: '2026-01-02T03:04:05.000Z',
  actor: { id: 3, login: '=HYPERLINK("x")' },
  action: 'team.created',
  subject: { type: 'team', id: 9 },
  params: { name: '쇼핑, "shop"' },
};

test('a line of CSV quotes what must be quoted, and no cell is a formula', () => {
  expect(exportLine('csv', entry)).toBe(
    `7,,,2026-01-02T03:04:05.000Z,3,"'=HYPERLINK(""x"")",team.created,team,9,"{""name"":""쇼핑, \\""shop\\""""}"\r\n`,
  );
});

test('the head of CSV names as many columns as a line has', () => {
  const plain = exportLine('csv', { ...entry, actor: null, params: {} });
  expect(exportHead('csv').split(',')).toHaveLength(plain.split(',').length);
});

test('a line of JSONL is the entry itself', () => {
  expect(exportHead('jsonl')).toBe('');
  expect(JSON.parse(exportLine('jsonl', entry))).toEqual(entry);
});
