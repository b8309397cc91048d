// The rollback script as a file: its text, or the text compressed where it is long.
import { pipeline, Readable } from 'node:stream';
import { constants, createZstdCompress } from 'node:zlib';

/** `auto`: compressed where it is long. */
export type ScriptForm = 'auto' | 'sql' | 'zst';

export interface ScriptFile {
  readonly stream: Readable;
  readonly type: string;
  readonly extension: 'sql' | 'sql.zst';
}

/** Characters that `auto` leaves as they are. */
const plainUpTo = 1_048_576;

/** What goes wrong before the first bytes is thrown here, where an answer can still say it; later, the stream breaks off. */
export async function scriptFile(
  pieces: AsyncGenerator<string, void, undefined>,
  form: ScriptForm,
): Promise<ScriptFile> {
  const begun: string[] = [];
  let length = 0;
  let ended = false;
  while (!ended && length <= (form === 'auto' ? plainUpTo : 0)) {
    const { done, value } = await pieces.next();
    ended = done === true;
    if (!value) continue;
    begun.push(value);
    length += value.length;
  }
  const body = async function* (): AsyncGenerator<string, void, undefined> {
    try {
      yield* begun;
      if (!ended) yield* pieces;
    } finally {
      // A reader who goes away must not leave a connection to the target behind.
      await pieces.return(undefined);
    }
  };
  const text = Readable.from(body());
  const isCompressed = form === 'zst' || (form === 'auto' && length > plainUpTo);
  return isCompressed
    ? { stream: compressed(text), type: 'application/zstd', extension: 'sql.zst' }
    : { stream: text, type: 'application/sql; charset=utf-8', extension: 'sql' };
}

/** With a checksum: a file that was cut off or bent does not unpack. */
function compressed(text: Readable): Readable {
  // Where one of the two ends early, the other does; whoever reads sees the error.
  return pipeline(text, createZstdCompress({ params: { [constants.ZSTD_c_checksumFlag]: 1 } }), () => undefined);
}
