import type { Hono } from "hono";
import { hc } from "hono/client";
import type { ProblemDetails } from "./wire.ts";

/** What a refused request comes back as in the browser. */
export class Problem extends Error {
  readonly status: number;
  readonly type: string;
  readonly errors: { field: string; message: string }[];
  /** The whole of the problem details, with what a route added to it (e.g. the current version). */
  readonly details: Record<string, unknown>;
  constructor(details: ProblemDetails) {
    super(details.title);
    this.status = details.status;
    this.type = details.type;
    this.errors = details.errors ?? [];
    this.details = details;
  }
}

/** Two have changed the same: what was written stands where it is, and whoever wrote it decides. */
export class Overtaken extends Error {}

/** A lost connection or a fault of the server's passes; a refusal says the same however often it is asked. */
export const isWorthRetrying = (error: unknown): boolean =>
  !(error instanceof Problem) || error.status >= 500;

// biome-ignore lint/suspicious/noExplicitAny: any Hono app, whatever its routes
export const typedClient = <Routes extends Hono<any, any, any>>(path: string) => hc<Routes>(path);

let fetchNewest = (): unknown => undefined;
/** What is done wherever somebody else was first: hers is fetched, so that the next try is made with both in sight. */
export const onOvertaken = (fetch: () => unknown): void => {
  fetchNewest = fetch;
};

type JsonResponse<T> = { ok: boolean; status: number; json(): Promise<T>; headers: Headers };

/** The answer's body, or a thrown `Problem`. A lost connection rejects as fetch does (TypeError). */
export async function answer<T>(pending: Promise<JsonResponse<T>>): Promise<T> {
  const response = await pending;
  if (response.ok) return response.status === 204 ? (undefined as T) : response.json();
  if (response.status === 409) await fetchNewest();
  const isProblem = response.headers.get("content-type")?.startsWith("application/problem+json");
  if (isProblem) throw new Problem((await response.json()) as unknown as ProblemDetails);
  throw new Problem({ type: "about:blank", title: `HTTP ${response.status}`, status: response.status });
}
