// The folder of one stack (`.sluice/dev`, `.sluice/test`): what it remembers between starts. Everything in it is the owner's alone.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface StateFolder {
  readonly path: string;
  file(...names: string[]): string;
  /** The parsed JSON of a file, or undefined where it is absent or was cut off by a crash. */
  read<T>(name: string): T | undefined;
  /** Replaces the file in one step, so that no reader ever sees half of it. */
  write(name: string, value: unknown): void;
  /** A random word for this name, made once and kept. */
  secret(name: string): string;
}

export function stateFolder(path: string): StateFolder {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const folder: StateFolder = {
    path,
    file: (...names) => join(path, ...names),
    read<T>(name: string): T | undefined {
      const file = join(path, name);
      if (!existsSync(file)) return undefined;
      try {
        return JSON.parse(readFileSync(file, 'utf8')) as T;
      } catch {
        return undefined;
      }
    },
    write: (name, value) => writeWhole(join(path, name), `${JSON.stringify(value, undefined, 2)}\n`),
    secret(name) {
      const file = join(path, `${name}.secret`);
      if (!existsSync(file)) writeWhole(file, `${randomBytes(24).toString('base64url')}\n`);
      return readFileSync(file, 'utf8').trim();
    },
  };
  return folder;
}

/** Writes beside and renames: a crash leaves the old file or the new one. Readable by the owner only. */
export function writeWhole(file: string, content: string): void {
  const beside = `${file}.${process.pid}.new`;
  writeFileSync(beside, content, { mode: 0o600 });
  renameSync(beside, file);
}
