// A table as SHOW CREATE TABLE tells it, cut into parts that can be compared and written again. Texts are the server's own, with the
// marks of its version comments taken off and every gap between two tokens one blank.

export interface ColumnModel {
  readonly name: string;
  /** All behind the name: type, charset, nullability, default, comment, … */
  readonly text: string;
  /** `text` for a statement that makes the column: said again, a collation that it only has from its table would become its own. */
  readonly definition: string;
  /** With length, sign and values: `int unsigned`, `enum('a','b')`; lower case outside quotes. */
  readonly type: string;
  /** Only where the text says it. */
  readonly charset: string | undefined;
  readonly collation: string | undefined;
  readonly nullable: boolean;
  readonly autoIncrement: boolean;
  readonly onUpdate: boolean;
  readonly generated: 'no' | 'virtual' | 'stored';
}

export type KeyKind = 'primary' | 'unique' | 'index' | 'fulltext' | 'spatial';

export interface KeyPart {
  /** Undefined for an expression. */
  readonly column: string | undefined;
  /** Behind the column's name: `(10)`, `DESC`; of an expression all of it. */
  readonly text: string;
}

export interface KeyModel {
  readonly kind: KeyKind;
  /** `PRIMARY` for the primary key. */
  readonly name: string;
  readonly parts: readonly KeyPart[];
  /** Behind the list: USING, KEY_BLOCK_SIZE, COMMENT, WITH PARSER. */
  readonly options: string;
  readonly invisible: boolean;
}

export interface ForeignKeyModel {
  readonly name: string;
  readonly columns: readonly string[];
  /** Undefined: the table's own schema. */
  readonly parentSchema: string | undefined;
  readonly parent: string;
  readonly parentColumns: readonly string[];
  /** ON DELETE …, ON UPDATE …. */
  readonly rules: string;
}

export interface CheckModel {
  readonly name: string;
  /** With its brackets. */
  readonly expression: string;
  readonly enforced: boolean;
}

export interface OptionModel {
  /** Upper case, as SHOW CREATE TABLE spells it: `ENGINE`, `DEFAULT CHARSET`. */
  readonly name: string;
  readonly value: string;
}

export interface TableModel {
  readonly name: string;
  readonly columns: readonly ColumnModel[];
  readonly keys: readonly KeyModel[];
  readonly foreignKeys: readonly ForeignKeyModel[];
  readonly checks: readonly CheckModel[];
  readonly options: readonly OptionModel[];
  /** PARTITION BY …, undefined where the table has none. */
  readonly partitioning: string | undefined;
}
