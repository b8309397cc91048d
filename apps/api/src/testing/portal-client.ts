// A client of the portal as a browser is one: keeps the session's cookie and sends the CSRF token with every change.

export interface Answer<T = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** null where the answer is no JSON. */
  readonly body: T;
}

let visitors = 0;

export class PortalClient {
  cookie: string | null = null;
  csrfToken: string | null = null;
  /** Each client comes from an address of its own, so that rate limits of one test do not reach another. */
  readonly address: string;

  constructor(readonly url: string) {
    visitors += 1;
    this.address = `10.${process.pid % 250}.${Math.floor(visitors / 250) % 250}.${visitors % 250}-${Date.now().toString(36)}`;
  }

  async signIn(login: string, password: string): Promise<Answer<{ csrfToken: string; id: number; demo: boolean }>> {
    const answer = await this.post<{ csrfToken: string; id: number; demo: boolean }>('/auth/sign-in', {
      login,
      password,
    });
    if (answer.status === 200) this.csrfToken = answer.body.csrfToken;
    return answer;
  }

  get<T>(path: string, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return this.send('GET', path, undefined, headers);
  }

  post<T>(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return this.send('POST', path, body, headers);
  }

  async send<T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const response = await this.request(method, path, body, headers);
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: jsonOrNull(text) as T };
  }

  async request(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
    signal?: AbortSignal,
  ): Promise<Response> {
    const response = await fetch(`${this.url}/api${path}`, {
      method,
      headers: {
        'x-forwarded-for': this.address,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.cookie === null ? {} : { cookie: this.cookie }),
        ...(this.csrfToken === null || method === 'GET' ? {} : { 'x-csrf-token': this.csrfToken }),
        ...headers,
      },
      body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
      ...(signal === undefined ? {} : { signal }),
    });
    const [cookie] = response.headers.getSetCookie();
    if (cookie !== undefined) this.cookie = cookie.split(';')[0] ?? null;
    return response;
  }
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
