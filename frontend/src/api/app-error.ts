/** One wrong field: where (`body.title`), a stable code, and a sentence in the reader's language. */
export type FieldProblem = { location: string; code: string; message: string };

export type AppErrorInit = {
  status: number;
  code: string;
  title: string;
  detail?: string | undefined;
  errors?: FieldProblem[];
  requestId?: string | undefined;
  retryAfter?: number | undefined;
};

/** Status of a request that got no answer at all. */
export const noAnswer = 0;

/**
 * What the server (RFC 9457 problem) or the network said no with. The only error
 * type that leaves the API client. `retryAfter` is in seconds.
 */
export class AppError extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly errors: FieldProblem[];
  readonly requestId: string;
  readonly retryAfter: number | undefined;

  constructor(init: AppErrorInit) {
    super(init.detail || init.title);
    this.name = 'AppError';
    this.status = init.status;
    this.code = init.code;
    this.title = init.title;
    this.detail = init.detail ?? '';
    this.errors = init.errors ?? [];
    this.requestId = init.requestId ?? '';
    this.retryAfter = init.retryAfter;
  }

  /** True when the same request may succeed later: no answer, too many, or the server's own trouble. */
  get isTemporary(): boolean {
    return this.status === noAnswer || this.status === 429 || this.status >= 500;
  }
}

type Problem = {
  title?: string;
  detail?: string;
  code?: string;
  request_id?: string;
  errors?: Partial<FieldProblem>[] | null;
};

/** Reads a failed answer; tolerates bodies that are not problems (a proxy's HTML page). */
export async function problemOf(response: Response): Promise<AppError> {
  const problem = await readProblem(response);
  return new AppError({
    status: response.status,
    code: problem.code ?? `http.${response.status}`,
    title: problem.title ?? response.statusText,
    detail: problem.detail,
    errors: (problem.errors ?? []).map(fieldProblem),
    requestId: problem.request_id ?? response.headers.get('X-Request-Id') ?? undefined,
    retryAfter: secondsOf(response.headers.get('Retry-After')),
  });
}

/** The error of a request that never got an answer. */
export function networkError(): AppError {
  return new AppError({ status: noAnswer, code: 'network.no_answer', title: '' });
}

/** Any thrown value as an AppError, so that screens have one thing to show. */
export function asAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const title = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError({ status: noAnswer, code: 'client.unexpected', title });
}

async function readProblem(response: Response): Promise<Problem> {
  const type = response.headers.get('Content-Type') ?? '';
  if (!type.includes('json')) return {};
  try {
    const body: unknown = await response.json();
    return body && typeof body === 'object' ? body : {};
  } catch {
    return {};
  }
}

function fieldProblem(part: Partial<FieldProblem>): FieldProblem {
  return { location: part.location ?? '', code: part.code ?? '', message: part.message ?? '' };
}

function secondsOf(header: string | null): number | undefined {
  if (!header) return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds);
  const until = Date.parse(header);
  return Number.isNaN(until) ? undefined : Math.max(0, Math.ceil((until - Date.now()) / 1000));
}
