// The built web app. Files under assets/ carry a hash in their name and never change; the page itself is asked for anew,
// and stands for every address that the app routes by itself.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';

const page = 'index.html';

/** Serves `folder` beside the API. False when there is no built web app in it. */
export function serveWeb(server: Express, folder: string): boolean {
  if (!existsSync(join(folder, page))) return false;
  server.use('/assets', express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }));
  server.use(express.static(folder, { index: false, maxAge: '1h' }));
  server.use((request: Request, response: Response, next: NextFunction) => {
    const isPage = request.method === 'GET' || request.method === 'HEAD';
    if (!isPage || /^\/api(\/|$)/.test(request.path) || /\.\w+$/.test(request.path)) return next();
    response.sendFile(page, { root: folder, headers: { 'cache-control': 'no-cache' } });
  });
  return true;
}
