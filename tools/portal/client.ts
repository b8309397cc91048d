// A signed-in user of a running portal, over HTTP as the web app and scripts use it.
import { randomUUID } from 'node:crypto';
import type { FileChange, Me, RequestStatus, RequestView, TargetDatabaseView } from '@sluice/contracts';

export interface DemoLogin {
  readonly login: string;
  readonly name: string;
  readonly password: string;
}

export class PortalClient {
  private readonly url: string;
  private readonly cookie: string;
  private readonly me: Me;

  private constructor(url: string, cookie: string, me: Me) {
    this.url = url;
    this.cookie = cookie;
    this.me = me;
  }

  /** Signs in with one of the demo logins. Throws when the portal is not a demo or the login is not there. */
  static async signInDemo(url: string, login: string): Promise<PortalClient> {
    const logins = (await (await fetch(`${url}/api/auth/demo-logins`)).json()) as readonly DemoLogin[];
    const found = logins.find((one) => one.login === login);
    if (found === undefined) throw new Error(`no demo login ${login}`);
    const answer = await fetch(`${url}/api/auth/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ login: found.login, password: found.password }),
    });
    if (!answer.ok) throw new Error(`sign-in: ${answer.status} ${await answer.text()}`);
    const cookie = answer.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
    return new PortalClient(url, cookie, (await answer.json()) as Me);
  }

  async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(`${this.url}/api${path}`, {
      method,
      headers: {
        cookie: this.cookie,
        origin: this.url,
        'x-csrf-token': this.me.csrfToken,
        'idempotency-key': randomUUID(),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    // 204 has no body, and is only asked for as `void`.
    return (answer.status === 204 ? undefined : await answer.json()) as T;
  }

  async targetDatabase(name: string): Promise<TargetDatabaseView> {
    const { items } = await this.call<{ items: TargetDatabaseView[] }>('GET', '/target-databases');
    const found = items.find((one) => one.name === name);
    if (found === undefined) throw new Error(`no target database ${name}`);
    return found;
  }

  file(change: FileChange): Promise<RequestView> {
    return this.call('POST', '/change-requests', change);
  }

  approve(request: RequestView): Promise<RequestView> {
    const { id, contentHash } = request.revision;
    return this.call('POST', `/change-requests/${request.id}/decisions`, {
      revisionId: id,
      contentHash,
      decision: 'approve',
      comment: '',
    });
  }

  read(id: number): Promise<RequestView> {
    return this.call('GET', `/change-requests/${id}`);
  }

  /** Polls until the request has one of the statuses. Throws with the view when it does not come in time. */
  async waitFor(
    id: number,
    statuses: readonly RequestStatus[],
    options = { everyMs: 10, timeoutMs: 30_000 },
  ): Promise<RequestView> {
    const until = performance.now() + options.timeoutMs;
    for (;;) {
      const view = await this.read(id);
      if (statuses.includes(view.status)) return view;
      if (performance.now() > until) {
        throw new Error(
          `request ${id} is ${view.status}, not ${statuses.join('/')}: ${JSON.stringify(view.executions)} ${JSON.stringify(view.revision.findings)}`,
        );
      }
      await new Promise((done) => setTimeout(done, options.everyMs));
    }
  }
}
