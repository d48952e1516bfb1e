import { OpenAPIHono, type z } from "@hono/zod-openapi";
import type { Locale } from "#platform/text/index.ts";
import type { Env } from "./context.ts";
import { problemResponse } from "./problem.ts";
import { text } from "./text.ts";
import type { ProblemDetails } from "./wire.ts";

type Issue = z.core.$ZodIssue;

/** What is wrong with one field, in the reader's words rather than the library's. */
function issueMessage(issue: Issue, locale: Locale): string {
  const t = text(locale);
  switch (issue.code) {
    case "too_small": {
      const count = Number(issue.minimum);
      if (issue.origin === "string")
        return count <= 1 ? t("invalid.missing") : t("invalid.tooShort", { count });
      return issue.origin === "array" ? t("invalid.tooFew", { count }) : t("invalid.tooSmall", { count });
    }
    case "too_big": {
      const count = Number(issue.maximum);
      if (issue.origin === "string") return t("invalid.tooLong", { count });
      return issue.origin === "array" ? t("invalid.tooMany", { count }) : t("invalid.tooBig", { count });
    }
    case "invalid_format":
      if (issue.format === "email") return t("invalid.email");
      if (issue.format === "url") return t("invalid.url");
      if (issue.format === "date" || issue.format === "datetime") return t("invalid.date");
      // What is referred to by its id is chosen, never written.
      if (issue.format === "uuid") return t("invalid.choice");
      return t("invalid.type");
    case "invalid_value":
      return t("invalid.choice");
    case "invalid_type":
      return issue.input === undefined || issue.input === null ? t("invalid.missing") : t("invalid.type");
    default:
      return t("invalid.type");
  }
}

export function invalidInput(issues: readonly Issue[], locale: Locale): ProblemDetails {
  return {
    type: "/problems/invalid",
    title: text(locale)("invalid.title"),
    status: 422,
    errors: issues.map((issue) => ({ field: issue.path.join("."), message: issueMessage(issue, locale) })),
  };
}

/** A room's routes: what does not fit its schema is answered with problem details that name each field. */
export const newRoutes = () =>
  new OpenAPIHono<Env>({
    defaultHook: (result, c) => {
      if (!result.success) return problemResponse(c, invalidInput(result.error.issues, c.var.locale));
    },
  });

/** A JSON body or answer of this shape. */
export const json = <Schema extends z.ZodType>(schema: Schema, description = "") => ({
  content: { "application/json": { schema } },
  description,
  required: true as const,
});

/** The one answer of a route that can otherwise only refuse. */
export const answers = <Schema extends z.ZodType>(schema: Schema, description = "") => ({
  200: { content: { "application/json": { schema } }, description },
});
