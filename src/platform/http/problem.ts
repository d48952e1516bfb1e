import type { Context } from "hono";
import { isRefusal, type Refusal, type RefusalStatus } from "#platform/refusal.ts";
import type { Locale } from "#platform/text/index.ts";
import { text } from "./text.ts";
import type { ProblemDetails } from "./wire.ts";

type AnyText = (locale: Locale) => (key: never, values?: Record<string, string | number>) => string;

/** A refusal on its way out: thrown at the edge only, where http has no other way to leave a handler early. */
export class Refused extends Error {
  readonly refusal: Refusal;
  readonly text: AnyText;
  readonly more: Record<string, unknown>;
  constructor(refusal: Refusal, text: AnyText, more: Record<string, unknown> = {}) {
    super(refusal.refusal);
    this.refusal = refusal;
    this.text = text;
    this.more = more;
  }
}

/** Gives back what a rule or store answered, or leaves the handler with its refusal as problem details. */
export function orProblem<T>(result: T | Refusal, roomText: AnyText): Exclude<T, Refusal> {
  if (isRefusal(result)) throw new Refused(result, roomText);
  return result as Exclude<T, Refusal>;
}

/** As `orProblem`; who lost a race is also given what stands there now: nothing is overwritten, nothing is lost. */
export async function orConflict<T>(
  result: T | Refusal,
  roomText: AnyText,
  current: () => Promise<unknown>,
): Promise<Exclude<T, Refusal>> {
  if (isRefusal(result) && result.status === 409)
    throw new Refused(result, roomText, { current: await current() });
  return orProblem(result, roomText);
}

/**
 * What PostgreSQL refuses because of the input, not because of us: a text it cannot keep, a number out of range
 * (class 22), something that refers to what is not there (23503). Stores refuse what people can get wrong beside the
 * field; this is the net below them.
 */
export function problemOfDatabase(error: unknown): KnownProblem | null {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== "string" || code.length !== 5) return null;
  if (code.startsWith("22")) return "badJson";
  return code === "23503" ? "notFound" : null;
}

export function problemResponse(c: Context, details: ProblemDetails): Response {
  return c.body(JSON.stringify(details), details.status as RefusalStatus, {
    "content-type": "application/problem+json; charset=utf-8",
    "cache-control": "no-store",
    ...(details.status === 429 ? { "retry-after": "60" } : {}),
    ...(details.status === 401 ? { "www-authenticate": "Bearer" } : {}),
  });
}

/** RFC 9457 problem details of a refusal, in the reader's language. */
export function refusedToProblem(refused: Refused, locale: Locale): ProblemDetails {
  const { refusal } = refused;
  const status = refusal.status ?? 422;
  const sentence = refused.text(locale)(`refusal.${refusal.refusal}` as never, refusal.values);
  return {
    ...refused.more,
    type: `/problems/${refusal.refusal}`,
    title: sentence,
    status,
    ...(refusal.field ? { errors: [{ field: refusal.field, message: sentence }] } : {}),
  };
}

const known = [
  "unauthorized",
  "forbidden",
  "notFound",
  "tooLarge",
  "badJson",
  "fault",
  "tooMany",
  "origin",
  "badToken",
  "scope",
  "passkey",
  "signInAnew",
] as const;
export type KnownProblem = (typeof known)[number];
const statusOf: Record<KnownProblem, number> = {
  unauthorized: 401,
  forbidden: 403,
  notFound: 404,
  tooLarge: 413,
  badJson: 400,
  fault: 500,
  tooMany: 429,
  origin: 403,
  badToken: 401,
  scope: 403,
  passkey: 422,
  signInAnew: 403,
};

export const knownProblem = (name: KnownProblem, locale: Locale): ProblemDetails => ({
  type: `/problems/${name}`,
  title: text(locale)(`problem.${name}`),
  status: statusOf[name],
});

export const refuseWith = (name: KnownProblem): Refused =>
  new Refused(
    { refusal: name, status: statusOf[name] as RefusalStatus },
    (locale) => () => knownProblem(name, locale).title,
  );
