import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Env } from "#platform/http/context.ts";
import { plausible, type Schema } from "#platform/http/plausible.ts";
import { ProblemDetails } from "#platform/http/wire.ts";
import { type areas, scopeFor } from "./model.ts";

type Content = Record<string, { schema?: Schema; example?: unknown; examples?: unknown }>;
type Operation = {
  tags?: string[];
  operationId?: string;
  description?: string;
  security?: Record<string, string[]>[];
  requestBody?: { content: Content };
  responses: Record<string, { description: string; content?: Content } | { $ref: string }>;
};

const tagTexts: Record<(typeof areas)[number] | "account", string> = {
  account: "A person's own sign-in, sessions and tokens. For her browser only: no token gets in here.",
  organisation: "Units, people, roles and settings.",
  values: "The value basis.",
  guide: "Guides, and units' journeys through them.",
  preparation: "Statements, meetings, slides and participants.",
  behaviour: "Behaviours and actions.",
  meeting: "The live meeting.",
  pulse: "Asking customers, and results.",
  "follow-up": "One-to-ones, effort and result meetings.",
  thread: "From values to results, and documents.",
  webhooks: "Other systems that are told of what happens.",
  privacy: "Copies, erasure and the audit log.",
};

const exampleId = "6f1c1f0e-8f0b-4c39-9a55-0c5b8a0d7e21";
const words = (method: string, path: string) =>
  [
    method,
    ...path
      .replace(/^\/api\//u, "")
      .replace(/[{}]/gu, "")
      .split(/[^a-z0-9]+/iu),
  ]
    .filter(Boolean)
    .map((word, index) => (index === 0 ? word.toLowerCase() : word[0]!.toUpperCase() + word.slice(1)))
    .join("");

/** An example for each shape that travels, made from its schema, so that none can say something else than the routes do. */
function giveExamples(content: Content | undefined, refs: Record<string, Schema>): void {
  const json = content?.["application/json"];
  if (json?.schema && json.example === undefined && json.examples === undefined)
    json.example = plausible(json.schema, refs, exampleId, true);
}

/**
 * The description of the API: what the routes say of themselves, and what holds for all of them, in one place: who gets
 * in and with which scope, how it is refused, and an example of each body.
 */
export function describeApi(
  app: OpenAPIHono<Env>,
  { baseUrl, isOpen }: { baseUrl: string; isOpen: (path: string) => boolean },
) {
  const document = app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Udlev",
      version: "0.1.0",
      description:
        "Values lived out in front of customers. Programs ask with a personal access token (Authorization: Bearer …), which " +
        "holds scopes and reaches no further than the person who made it. Each token may ask 600 times a minute.",
      license: { name: "MIT" },
    },
    servers: [{ url: baseUrl }],
  });
  document.components = { schemas: {}, ...document.components };
  const { components } = document;
  const schemas = components.schemas as Record<string, Schema>;
  const { $schema: _, ...problem } = z.toJSONSchema(ProblemDetails) as Schema & { $schema?: string };
  schemas.ProblemDetails = problem;
  components.securitySchemes = {
    token: { type: "http", scheme: "bearer", description: "A personal access token: udlev_…" },
    session: { type: "apiKey", in: "cookie", name: "udlev.session_token", description: "A browser." },
  };
  components.responses = {
    Problem: {
      description: "Refused: RFC 9457 problem details, in the language of accept-language.",
      content: {
        "application/problem+json": {
          schema: { $ref: "#/components/schemas/ProblemDetails" },
          example: {
            type: "/problems/invalid",
            title: "Something needs correcting.",
            status: 422,
            errors: [{ field: "name", message: "Fill in this field." }],
          },
        },
      },
    },
  };
  document.tags = Object.entries(tagTexts).map(([name, description]) => ({ name, description }));
  for (const [path, methods] of Object.entries(document.paths ?? {}))
    for (const [method, described] of Object.entries(methods as Record<string, Operation>)) {
      const scope = isOpen(path) ? null : scopeFor(method.toUpperCase(), path);
      described.tags = [path.split("/")[2]!];
      described.operationId = words(method, path);
      described.security = isOpen(path) ? [] : [...(scope ? [{ token: [] }] : []), { session: [] }];
      described.description = scope ? `Scope of a token: \`${scope}\`.` : undefined;
      if (described.description === undefined) delete described.description;
      giveExamples(described.requestBody?.content, schemas);
      for (const answer of Object.values(described.responses)) {
        if ("$ref" in answer) continue;
        answer.description ||= "Done.";
        giveExamples(answer.content, schemas);
      }
      described.responses.default = { $ref: "#/components/responses/Problem" };
    }
  return document;
}
