import type { Access } from '@sluice/contracts';

/**
 * The way back as text for a person. Hashes of passwords stay on the target: statements that need one are shown with its fingerprint and cannot run as
 * they are.
 */
export function accessScript({ undo }: Access, about: readonly string[]): string {
  const head = about.map((line) => `-- ${line.replaceAll('\n', ' ')}`);
  return (
    [
      ...head,
      ...undo.map((sql) => (sql.includes(" AS '…") ? `-- with the hash kept on the target:\n-- ${sql};` : `${sql};`)),
    ].join('\n') + '\n'
  );
}
