// What `mysqlbinlog --base64-output=DECODE-ROWS --verbose` prints, as transactions of statements of row changes. Values stay the text that
// it prints: an image column has the type of the column that it holds, so equal values print alike.

export interface RowChange {
  /** Schema and table without quotes. */
  readonly schema: string;
  readonly table: string;
  readonly before: readonly string[] | null;
  readonly after: readonly string[] | null;
}

/** The row changes of one statement, in their order. */
export type StatementChanges = readonly RowChange[];

interface Row {
  readonly schema: string;
  readonly table: string;
  before: string[] | null;
  after: string[] | null;
}

const rowHead = /^### (INSERT INTO|UPDATE|DELETE FROM) (`(?:[^`]|``)*`)\.(`(?:[^`]|``)*`)$/;
/** Names are UTF-8 in a text that is read byte by byte. */
const bare = (quoted: string): string =>
  Buffer.from(quoted.slice(1, -1).replaceAll('``', '`'), 'latin1').toString('utf8');

/** Takes lines, gives each transaction that has row changes when it ends. */
export class BinlogReader {
  private transaction: StatementChanges[] = [];
  private statement: Row[] = [];
  private ended = false;
  private row: Row | undefined;
  private values: string[] | null = null;
  private readonly give: (transaction: readonly StatementChanges[]) => void;

  constructor(give: (transaction: readonly StatementChanges[]) => void) {
    this.give = give;
  }

  line(text: string): void {
    if (text.startsWith('###')) this.rowLine(text);
    else if (text.startsWith('#')) this.eventLine(text);
    else if (text === 'BEGIN') this.begin();
    else if (/^(COMMIT|ROLLBACK)\/\*!\*\//.test(text)) this.end(text.startsWith('COMMIT'));
  }

  private begin(): void {
    this.transaction = [];
    this.statement = [];
    this.ended = false;
  }

  private end(committed: boolean): void {
    this.endStatement();
    if (committed && this.transaction.length > 0) this.give(this.transaction);
    this.begin();
  }

  private endStatement(): void {
    if (this.statement.length > 0) this.transaction.push(this.statement);
    this.statement = [];
    this.ended = false;
    this.row = undefined;
    this.values = null;
  }

  private eventLine(text: string): void {
    // The rows of a statement come after its last event, and tables are mapped anew before the next one's.
    if (text.includes('\tTable_map: ') && this.ended) this.endStatement();
    if (text.includes(' flags: STMT_END_F')) this.ended = true;
  }

  private rowLine(text: string): void {
    const head = rowHead.exec(text);
    if (head) {
      this.row = { schema: bare(head[2] ?? ''), table: bare(head[3] ?? ''), before: null, after: null };
      this.statement.push(this.row);
    } else if (text === '### WHERE' && this.row) this.values = this.row.before = [];
    else if (text === '### SET' && this.row) this.values = this.row.after = [];
    else if (text.startsWith('###   @')) this.values?.push(text.replace(/^### {3}@\d+=/, ''));
  }
}
