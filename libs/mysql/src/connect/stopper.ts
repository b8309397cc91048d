// Ends a statement that runs too long, or a change that somebody cancelled, by KILL QUERY from a second connection; then the caller aborts.
import { openSession, type Session, type Watch } from './session.js';
import { TargetError } from './target-error.js';

/** If the server doesn't answer the kill either, the socket is cut; the outcome is unknown then. */
const graceMs = 5_000;

export class Stopper implements Watch {
  private timer: NodeJS.Timeout | undefined;
  private grace: NodeJS.Timeout | undefined;
  private stopped: TargetError | undefined;
  private isBusy = false;
  private isCommitting = false;
  private patience = 1;
  private readonly onAbort = (): void =>
    this.stop(new TargetError({ code: 'cancelled', params: {} }, 'no-effect', true));

  constructor(
    private readonly session: Session,
    private readonly seconds: number,
    private readonly signal: AbortSignal | undefined,
  ) {
    session.watch = this;
    signal?.addEventListener('abort', this.onAbort);
    if (signal?.aborted) this.onAbort();
  }

  /** For reads that lock nothing, over a table of any size. */
  async patiently<T>(work: () => Promise<T>): Promise<T> {
    this.patience = 20;
    try {
      return await work();
    } finally {
      this.patience = 1;
    }
  }

  /** A transaction begins; one before it may have been committed or aborted on this session. */
  beginWork(): void {
    this.isCommitting = false;
    // A chunk that ran too long may be tried again, smaller.
    if (!this.signal?.aborted) this.stopped = undefined;
  }

  /** Between two transactions: a wish to stop that came during COMMIT counts now. */
  afterCommit(): void {
    this.isCommitting = false;
    if (this.signal?.aborted) this.onAbort();
  }

  /** From here on nothing is stopped: a killed COMMIT would only make the outcome unknown. @throws TargetError when stopped before */
  beginCommit(): void {
    if (this.stopped) throw this.stopped;
    this.isCommitting = true;
  }

  /** The transaction is being aborted: that must not be stopped either. */
  beginAbort(): void {
    this.isCommitting = true;
    clearTimeout(this.grace);
  }

  end(): void {
    this.signal?.removeEventListener('abort', this.onAbort);
    clearTimeout(this.timer);
    clearTimeout(this.grace);
    this.session.watch = undefined;
  }

  beforeStatement(): void {
    if (this.stopped && !this.isCommitting) throw this.stopped;
    this.isBusy = true;
    this.timer = setTimeout(
      () => {
        if (this.isCommitting) this.session.destroy();
        else this.stop(new TargetError({ code: 'statement-timeout', params: { seconds: this.seconds } }));
      },
      this.seconds * this.patience * 1_000,
    );
  }

  afterStatement(): void {
    this.isBusy = false;
    clearTimeout(this.timer);
    clearTimeout(this.grace);
  }

  explain(error: unknown): unknown {
    const { errno } = error as { errno?: unknown };
    return this.stopped && (errno === 1317 || errno === 3024) ? this.stopped : error;
  }

  private stop(why: TargetError): void {
    if (this.stopped || this.isCommitting) return;
    this.stopped = why;
    if (!this.isBusy) return;
    this.grace = setTimeout(() => this.session.destroy(), graceMs);
    void killQuery(this.session);
  }
}

async function killQuery({ target, threadId }: Session): Promise<void> {
  try {
    const killer = await openSession({ ...target, schema: null });
    try {
      await killer.run(`KILL QUERY ${String(threadId)}`);
    } finally {
      await killer.close();
    }
  } catch {
    // The grace timer cuts the socket.
  }
}
