import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Env } from "#platform/http/context.ts";
import { orConflict, orProblem } from "#platform/http/problem.ts";
import { answers, json, newRoutes } from "#platform/http/routes.ts";
import { listSlides } from "./meeting.store.ts";
import { NewSlide, SlideChange, SlideLanguage, SlideOrder, Slides } from "./meeting.wire.ts";
import { onMeeting } from "./onMeeting.ts";
import {
  addSlide,
  changeSlide,
  hasNews,
  localeOfSlides,
  makeSlidesOf,
  orderSlides,
  removeSlide,
} from "./slide.store.ts";
import { text } from "./text.ts";

const params = z.object({ id: z.uuid() });
const ofSlide = params.extend({ slideId: z.uuid() });
const Id = z.object({ id: z.uuid() });

const slidesOf = (c: Context<Env>, id: string) =>
  onMeeting(c, id, async (tx, { organisationId }, meeting) => ({
    slides: await listSlides(tx, organisationId, id, { withHidden: true }),
    hasNews: await hasNews(tx, meeting),
    locale: await localeOfSlides(tx, meeting, c.var.locale),
  }));

export const slideRoutes = newRoutes()
  .openapi(
    createRoute({
      method: "get",
      path: "/meetings/{id}/slides",
      request: { params },
      responses: answers(Slides),
    }),
    async (c) => c.json(await slidesOf(c, c.req.valid("param").id), 200),
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/meetings/{id}/slides/made",
      request: { params, query: SlideLanguage },
      responses: answers(z.object({ made: z.int(), changed: z.int(), removed: z.int() })),
    }),
    async (c) => {
      const { locale } = c.req.valid("query");
      const made = await onMeeting(c, c.req.valid("param").id, async (tx, _, meeting) =>
        makeSlidesOf(tx, meeting, locale ?? (await localeOfSlides(tx, meeting, c.var.locale))),
      );
      return c.json(made, 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/meetings/{id}/slides",
      request: { params, body: json(NewSlide) },
      responses: answers(Id),
    }),
    async (c) => {
      const added = await onMeeting(c, c.req.valid("param").id, (tx, _, meeting) =>
        addSlide(tx, meeting, c.req.valid("json")),
      );
      return c.json(orProblem(added, text), 200);
    },
  )
  .openapi(
    createRoute({
      method: "put",
      path: "/meetings/{id}/slides/order",
      request: { params, body: json(SlideOrder) },
      responses: answers(z.object({ slides: z.int() })),
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      const ordered = await onMeeting(c, id, (tx, _, meeting) =>
        orderSlides(tx, meeting, c.req.valid("json").slideIds),
      );
      return c.json(await orConflict(ordered, text, () => slidesOf(c, id)), 200);
    },
  )
  .openapi(
    createRoute({
      method: "patch",
      path: "/meetings/{id}/slides/{slideId}",
      request: { params: ofSlide, body: json(SlideChange) },
      responses: answers(z.object({ version: z.int() })),
    }),
    async (c) => {
      const { id, slideId } = c.req.valid("param");
      const changed = await onMeeting(c, id, (tx, _, meeting) =>
        changeSlide(tx, meeting, slideId, c.req.valid("json")),
      );
      return c.json(await orConflict(changed, text, () => slidesOf(c, id)), 200);
    },
  )
  .openapi(
    createRoute({
      method: "delete",
      path: "/meetings/{id}/slides/{slideId}",
      request: { params: ofSlide },
      responses: answers(Id),
    }),
    async (c) => {
      const { id, slideId } = c.req.valid("param");
      const removed = await onMeeting(c, id, (tx, _, meeting) => removeSlide(tx, meeting, slideId));
      return c.json(orProblem(removed, text), 200);
    },
  );
