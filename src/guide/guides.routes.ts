import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { may } from "#organisation/access.ts";
import { requireAccess, type Viewer } from "#organisation/viewer.ts";
import { inOrganisation, type Transaction } from "#platform/database/index.ts";
import type { Env } from "#platform/http/context.ts";
import { orConflict, orProblem, Refused, refuseWith } from "#platform/http/problem.ts";
import { answers, json, newRoutes } from "#platform/http/routes.ts";
import { refuse } from "#platform/refusal.ts";
import * as drafts from "./draft.store.ts";
import * as editions from "./editions.store.ts";
import { library } from "./library.ts";
import type { Flaw } from "./model/draft.ts";
import { text } from "./text.ts";
import {
  DraftChange,
  Edition,
  GuideDraft,
  GuideEdition,
  GuideInForce,
  GuideSummary,
  NewDraft,
  Publishing,
} from "./wire.ts";

const params = z.object({ key: z.string().max(60) });
const Changed = z.object({ version: z.int() });
const Done = z.object({});

/** Runs work on one of the guides, for whoever may adapt them. */
function onGuide<T>(
  c: Context<Env>,
  key: string,
  work: (tx: Transaction, viewer: Viewer) => Promise<T>,
): Promise<T> {
  const viewer = requireAccess(c, "guide.adapt");
  if (!library.has(key)) throw refuseWith("notFound");
  return inOrganisation(c.var.db, viewer.organisationId, (tx) => work(tx, viewer));
}

/** What keeps a draft from being published, each beside its field, in the reader's language. */
function flawed(c: Context<Env>, flaws: readonly Flaw[]): Refused {
  const t = text(c.var.locale);
  const title = (key: string) => library.get(key)?.[c.var.locale].title ?? key;
  return new Refused(refuse("flawed", { values: { count: flaws.length } }), text, {
    errors: flaws.map(({ field, flaw, values }) => ({
      field,
      message:
        flaw === "circle"
          ? t("flaw.circle", { way: String(values?.["way"]).split(" → ").map(title).join(" → ") })
          : t(`flaw.${flaw}`, values),
    })),
  });
}

export const guideRoutes = newRoutes()
  .openapi(
    createRoute({ method: "get", path: "/guides", responses: answers(z.array(GuideSummary)) }),
    async (c) => {
      const viewer = requireAccess(c, "guide.see");
      const { guides, adapted } = await inOrganisation(c.var.db, viewer.organisationId, async (tx) => ({
        guides: await editions.guidesInForce(tx, viewer.organisationId),
        adapted: may(viewer, "guide.adapt") ? await drafts.draftKeys(tx, viewer.organisationId) : null,
      }));
      const summaries = [...guides].map(([key, { content, guideId, version }]) => {
        const { title, purpose, steps } = content[c.var.locale];
        return {
          ...{ key, guideId, version, title, purpose },
          steps: steps.length,
          hasDraft: adapted?.has(key) ?? false,
        };
      });
      return c.json(summaries, 200);
    },
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/guides/{key}",
      request: { params },
      responses: answers(GuideInForce),
    }),
    async (c) => {
      const viewer = requireAccess(c, "guide.see");
      const { key } = c.req.valid("param");
      const edition = await inOrganisation(c.var.db, viewer.organisationId, (tx) =>
        editions.guideInForce(tx, viewer.organisationId, key),
      );
      if (!edition) throw refuseWith("notFound");
      const { content, guideId, version, publishedAt } = edition;
      return c.json(
        { guide: content[c.var.locale], guideId, version, publishedAt: publishedAt?.toISOString() ?? null },
        200,
      );
    },
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/guides/{key}/editions",
      request: { params },
      responses: answers(z.array(GuideEdition)),
    }),
    async (c) => {
      const { key } = c.req.valid("param");
      const list = await onGuide(c, key, (tx, viewer) =>
        editions.listEditions(tx, viewer.organisationId, key),
      );
      return c.json(list, 200);
    },
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/guides/{key}/draft",
      request: { params },
      responses: answers(z.object({ draft: GuideDraft.nullable() })),
    }),
    async (c) => {
      const { key } = c.req.valid("param");
      const draft = await onGuide(c, key, (tx, viewer) => drafts.readDraft(tx, viewer.organisationId, key));
      return c.json({ draft }, 200);
    },
  )
  .openapi(
    createRoute({
      method: "put",
      path: "/guides/{key}/draft",
      request: { params, body: json(NewDraft) },
      responses: answers(Changed),
    }),
    async (c) => {
      const { key } = c.req.valid("param");
      const begun = await onGuide(c, key, async (tx, viewer) =>
        orProblem(
          await drafts.beginDraft(
            tx,
            viewer.organisationId,
            key,
            viewer.personId,
            c.req.valid("json").fields,
          ),
          text,
        ),
      );
      return c.json(begun, 200);
    },
  )
  .openapi(
    createRoute({
      method: "patch",
      path: "/guides/{key}/draft",
      request: { params, body: json(DraftChange) },
      responses: answers(Changed),
    }),
    async (c) => {
      const { key } = c.req.valid("param");
      const changed = await onGuide(c, key, async (tx, viewer) =>
        orConflict(
          await drafts.changeDraft(tx, viewer.organisationId, key, {
            ...c.req.valid("json"),
            changedBy: viewer.personId,
          }),
          text,
          () => drafts.readDraft(tx, viewer.organisationId, key),
        ),
      );
      return c.json(changed, 200);
    },
  )
  .openapi(
    createRoute({
      method: "delete",
      path: "/guides/{key}/draft",
      request: { params },
      responses: answers(Done),
    }),
    async (c) => {
      const { key } = c.req.valid("param");
      await onGuide(c, key, (tx, viewer) => drafts.discardDraft(tx, viewer.organisationId, key));
      return c.json({}, 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/guides/{key}/editions",
      request: { params, body: json(Publishing) },
      responses: answers(Edition),
    }),
    async (c) => {
      const { key } = c.req.valid("param");
      const published = await onGuide(c, key, async (tx, viewer) => {
        const result = await drafts.publishDraft(tx, viewer.organisationId, key, {
          version: c.req.valid("json").version,
          publishedBy: viewer.personId,
        });
        if ("flaws" in result) throw flawed(c, result.flaws);
        return orConflict(result, text, () => drafts.readDraft(tx, viewer.organisationId, key));
      });
      return c.json(published, 200);
    },
  )
  .openapi(
    createRoute({
      method: "delete",
      path: "/guides/{key}/editions",
      request: { params },
      responses: answers(z.object({ guideId: z.uuid() })),
    }),
    async (c) => {
      const { key } = c.req.valid("param");
      const withdrawn = await onGuide(c, key, async (tx, viewer) =>
        orProblem(await editions.withdrawEditions(tx, viewer.organisationId, key), text),
      );
      return c.json(withdrawn, 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/guides/{key}/editions/{guideId}/again",
      request: { params: params.extend({ guideId: z.uuid() }) },
      responses: answers(Changed),
    }),
    async (c) => {
      const { key, guideId } = c.req.valid("param");
      const restored = await onGuide(c, key, async (tx, viewer) =>
        orProblem(await editions.restoreEdition(tx, viewer.organisationId, key, guideId), text),
      );
      return c.json(restored, 200);
    },
  );
