// What an approval binds. The encoding is versioned: a change to it takes a new version, or every open approval would silently be void.
import type { ChangeKind, Check, Finding, RollbackPlan } from '@sluice/contracts';
import { canonical } from './canonical.js';

export interface ApprovedContent {
  readonly kind: ChangeKind;
  /** The logical database and the shards it has, each a schema on a cluster, in order of id. */
  readonly target: {
    readonly databaseId: number;
    readonly shards: readonly { readonly id: number; readonly clusterId: number; readonly schema: string }[];
  };
  readonly statements: string;
  readonly expectedRows: number | null;
  readonly checks: readonly Check[];
  readonly findings: readonly Finding[];
  /** Holds the fingerprint of each table that the change touches. */
  readonly plan: RollbackPlan;
  /** For a rollback that overwrites: the digest of the conflicts that were shown; null for everything else. */
  readonly conflicts: string | null;
}

export const contentEncoding = 'sluice-content-1';

/** The text that is hashed: the name of the encoding, a line end, the content in its canonical form. */
export function encodeContent(content: ApprovedContent): string {
  const { kind, target, statements, expectedRows, checks, findings, plan, conflicts } = content;
  return `${contentEncoding}\n${canonical({ kind, target, statements, expectedRows, checks, findings, plan, conflicts })}`;
}

/** 64 hex digits; `sha256` takes a text (hashed as UTF-8) to hex. */
export function contentHash(content: ApprovedContent, sha256: (text: string) => string): string {
  return sha256(encodeContent(content));
}
