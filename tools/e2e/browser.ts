// A Chromium for the browser tests, with nothing installed beforehand: one on the PATH where there is one
// (CHROMIUM_PATH names another), else the one that ships inside the npm package @sparticuz/chromium with its libraries.
import { accessSync, constants, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

export interface BrowserFound {
  readonly executablePath: string;
  readonly from: 'environment' | 'path' | 'package';
  /** Folder of shared libraries that the packaged Chromium needs beside the system's; undefined where none are needed. */
  readonly libraries?: string;
  /** Folder of the package's fonts.conf: on a machine without fonts no text is laid out, and pages crash. */
  readonly fonts?: string;
}

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

function onPath(): string | undefined {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    for (const name of names) {
      const file = join(folder, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // not here: look on
      }
    }
  }
  return undefined;
}

/** Finds a Chromium. Throws an error that says what to do where none fits this machine. */
export async function findBrowser(): Promise<BrowserFound> {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined && named !== '') {
    if (!existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, which does not exist.`);
    return { executablePath: named, from: 'environment' };
  }
  if (process.platform === 'linux' && process.arch === 'x64') {
    const packaged = await import('@sparticuz/chromium');
    const bin = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '..', 'bin');
    const executablePath = await packaged.default.executablePath(bin);
    await packaged.inflate(join(bin, 'al2023.tar.br'));
    return {
      executablePath,
      from: 'package',
      libraries: join(tmpdir(), 'al2023', 'lib'),
      fonts: join(tmpdir(), 'fonts'),
    };
  }
  const found = onPath();
  if (found !== undefined) return { executablePath: found, from: 'path' };
  throw new Error(
    'No Chromium fits this machine: install one (e.g. `apt-get install chromium`) or name it in CHROMIUM_PATH.',
  );
}

/** Starts the browser headless; the caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  const found = await findBrowser();
  const path = process.env['LD_LIBRARY_PATH'];
  return chromium.launch({
    executablePath: found.executablePath,
    headless: true,
    args: [
      '--no-sandbox',
      '--no-zygote',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
    ],
    env: {
      ...process.env,
      ...(found.libraries === undefined
        ? {}
        : { LD_LIBRARY_PATH: path === undefined ? found.libraries : `${found.libraries}:${path}` }),
      ...(found.fonts === undefined ? {} : { FONTCONFIG_PATH: found.fonts }),
    },
  });
}
