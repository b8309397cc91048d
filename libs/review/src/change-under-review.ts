// What the rules look at. The shapes are the least that they need: libs/rollback's ReadStatement and TableFacts and the
// contracts' StatementPreview fit as they are.
import type { TableName, TextRange } from '@sluice/contracts';
import type { AstResult, SliceFacts, SliceResult, Statement } from '@sluice/sql';

export interface ReviewedStatement {
  /** 1-based. */
  readonly number: number;
  /** Where it stands in the filed text. */
  readonly range: TextRange;
  /** `classify()`'s word. */
  readonly kind: string;
  readonly statement: Statement;
  readonly slice: SliceResult;
  /** `describe()` of the slice; null where there is none. */
  readonly facts: SliceFacts | null;
  /** node-sql-parser's opinion. It misreads some texts: a rule believes it only where the tokens agree. */
  readonly ast: AstResult;
}

export interface ReviewedTable extends TableName {
  readonly kind: 'base' | 'view' | 'system' | 'missing';
  readonly columns: readonly { readonly name: string }[];
  /** A part without a column is an expression. The primary key is called PRIMARY. */
  readonly keys: readonly {
    readonly name: string;
    readonly unique: boolean;
    readonly parts: readonly { readonly column: string | null }[];
  }[];
  readonly estimatedRows: number | null;
}

export interface ChangeUnderReview {
  readonly statements: readonly ReviewedStatement[];
  /** The tables that were read; of others the rules say nothing. */
  readonly tables: readonly ReviewedTable[];
  /** The schema that an unqualified name means. */
  readonly schema: string;
  /** The target's lower_case_table_names: 0 tells `Orders` from `orders`. */
  readonly lowerCaseTableNames: number;
  readonly environment: { readonly production: boolean };
  /** What the requester expects in all; null where nothing was said. */
  readonly expectedRows: number | null;
  /** The rows that match now, as the preview counted them; a statement that was not counted is absent or null. */
  readonly counted: readonly {
    readonly statement: number;
    readonly matched: { readonly rows: number; readonly atLeast: boolean } | null;
  }[];
}
