/** A server program on this machine and how it is called. */
export interface ServerBinary {
  /** The program to run: the server itself, or the loader that runs it with libraries of its own. */
  readonly command: string;
  /** What stands before the server's own flags. */
  readonly arguments: readonly string[];
  /** The server's flags that say where its files are. */
  readonly flags: readonly string[];
}
