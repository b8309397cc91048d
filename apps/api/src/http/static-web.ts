// The built web app. Files under assets/ carry a hash in their name and never change; the page itself is asked for anew,
// and stands for every address that the app routes by itself.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';

/** Serves `folder` beside the API. False when there is no built web app in it yet; it is served once it is there. */
export function serveWeb(server: Express, folder: string): boolean {
  const page = pageOf(join(folder, 'index.html'));
  server.use('/assets', express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }));
  server.use(express.static(folder, { index: false, maxAge: '1h' }));
  server.use(async (request: Request, response: Response, next: NextFunction) => {
    const isPage = request.method === 'GET' || request.method === 'HEAD';
    if (!isPage || /^\/api(\/|$)/.test(request.path) || /\.\w+$/.test(request.path)) return next();
    const html = await page();
    if (html === null) return next();
    response.setHeader('cache-control', 'no-cache');
    response.type('html').send(html);
  });
  return existsSync(join(folder, 'index.html'));
}

/** While the folder is built anew the file is away for a moment: then the page is the one that was there last. */
function pageOf(file: string): () => Promise<Buffer | null> {
  let last: Buffer | null = null;
  return async () => {
    try {
      last = await readFile(file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    return last;
  };
}
