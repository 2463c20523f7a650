import { baseUrl } from './browser';

/** The password of every demonstration account. */
export const demoPassword = 'demo-World-Best-LLM';

type Headers = Record<string, string>;

/** An answer of the API: a failed one is an answer too. */
export type Reply<T> = { status: number; etag: string; body: T };

/** Makes requests as one person, the way a program does. */
export class Client {
  private constructor(private readonly token: string) {}

  static async signIn(name: string): Promise<Client> {
    const input = { email: `${name}@demo.wbl`, password: demoPassword, client: 'program' };
    const { body } = await new Client('').ask<{ access_token: string }>('POST', '/session', input);
    return new Client(body.access_token);
  }

  static nobody(): Client {
    return new Client('');
  }

  /** Sends a body (text as YAML, bytes as they are, anything else as JSON) and gives whatever comes back. */
  async send<T>(method: string, path: string, body?: unknown, headers: Headers = {}): Promise<Reply<T>> {
    const response = await fetch(`${baseUrl}/api/v1${path}`, {
      method,
      headers: {
        ...(this.token && { Authorization: `Bearer ${this.token}` }),
        ...(body !== undefined && { 'Content-Type': mediaType(body) }),
        ...headers,
      },
      ...(body !== undefined && { body: isRaw(body) ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      etag: response.headers.get('ETag') ?? '',
      body: (text.startsWith('{') ? JSON.parse(text) : text) as T,
    };
  }

  /** The same for a request that must be answered well. */
  async ask<T>(method: string, path: string, body?: unknown, headers: Headers = {}): Promise<Reply<T>> {
    const reply = await this.send<T>(method, path, body, headers);
    if (reply.status >= 400) throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    return reply;
  }

  async read<T>(path: string): Promise<T> {
    return (await this.ask<T>('GET', path)).body;
  }

  async post<T>(path: string, body: unknown = {}, headers: Headers = {}): Promise<T> {
    return (await this.ask<T>('POST', path, body, headers)).body;
  }
}

function isRaw(body: unknown): body is string | Uint8Array<ArrayBuffer> {
  return typeof body === 'string' || body instanceof Uint8Array;
}

function mediaType(body: unknown): string {
  if (typeof body === 'string') return 'application/yaml';
  return body instanceof Uint8Array ? 'application/octet-stream' : 'application/json';
}
