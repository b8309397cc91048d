import { readFileSync } from 'node:fs';

/** A file that a variable names. @throws Error to be told after the variable's name */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`names a file that cannot be read (${(error as NodeJS.ErrnoException).code}): ${path}`);
  }
}
