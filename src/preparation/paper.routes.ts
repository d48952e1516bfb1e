import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { houseFor } from "#organisation/house.ts";
import type { Printed } from "#platform/documents/block.ts";
import { documentAnswer, sendDocument, type WrittenFormat } from "#platform/documents/send.ts";
import { written } from "#platform/documents/write.ts";
import type { Env } from "#platform/http/context.ts";
import { newRoutes } from "#platform/http/routes.ts";
import { allValues } from "#values/reads.ts";
import { agendaWords } from "./agendaWords.ts";
import { listAgenda } from "./meeting.store.ts";
import { onMeeting } from "./onMeeting.ts";
import { slidesToPrint } from "./slide.store.ts";

const params = z.object({ id: z.uuid() });
const Size = z.object({ sheet: z.enum(["A4", "A3"]).default("A4") });

/** What can be printed for a meeting, out of what is planned. */
const papers = {
  agenda: async (c: Context<Env>, id: string): Promise<Printed> => {
    const { meeting, items } = await onMeeting(c, id, async (tx, { organisationId }, found) => {
      const inWords = await agendaWords(tx, found, c.var.locale);
      const agenda = await listAgenda(tx, organisationId, id);
      return { meeting: found, items: agenda.map((item) => ({ ...item, title: inWords(item.title) })) };
    });
    const { agendaPaper } = await import("./papers.ts");
    return agendaPaper(meeting, items, { locale: c.var.locale, ...Size.parse(c.req.query()) });
  },
  "group-sheet": async (c: Context<Env>, id: string): Promise<Printed> => {
    const { meeting, values } = await onMeeting(c, id, async (tx, { organisationId }, found) => ({
      meeting: found,
      values: await allValues(tx, organisationId),
    }));
    const { groupSheet } = await import("./papers.ts");
    const inForce = values.filter((value) => value.isInForce);
    return groupSheet(meeting, inForce, { locale: c.var.locale, ...Size.parse(c.req.query()) });
  },
};
type Paper = keyof typeof papers;

const paperRoute = <P extends Paper, F extends WrittenFormat>(paper: P, format: F) =>
  createRoute({
    method: "get",
    path: `/meetings/{id}/${paper}.${format}` as const,
    request: { params, query: Size },
    responses: documentAnswer("What the meeting needs on paper.", format),
  });
const paperIn = (paper: Paper, format: WrittenFormat) => async (c: Context<Env>) => {
  const printed = await papers[paper](c, params.parse(c.req.param()).id);
  const house = await houseFor(c);
  return sendDocument(c, await written({ ...printed, house }, format), printed.title, format);
};

const deckRoute = <F extends "pptx" | "pdf">(format: F) =>
  createRoute({
    method: "get",
    path: `/meetings/{id}/slides.${format}` as const,
    request: { params },
    responses: documentAnswer(
      "The shown slides: as a PowerPoint file with their notes, or as a PDF without them.",
      format,
    ),
  });
const deckIn = (format: "pptx" | "pdf") => async (c: Context<Env>) => {
  const { id } = params.parse(c.req.param());
  const slides = await onMeeting(c, id, (tx, _, meeting) => slidesToPrint(tx, meeting));
  const { slidesDocument } = await import("./documents.ts");
  const bytes = await slidesDocument(slides, await houseFor(c), c.var.locale, format);
  return sendDocument(c, bytes, slides.meeting.title, format);
};

/** What a meeting needs on paper: its slides and agenda, a sheet for each group, the code to come in by. */
export const paperRoutes: ReturnType<typeof newRoutes> = newRoutes()
  .openapi(deckRoute("pptx"), deckIn("pptx"))
  .openapi(deckRoute("pdf"), deckIn("pdf"))
  .openapi(paperRoute("agenda", "docx"), paperIn("agenda", "docx"))
  .openapi(paperRoute("agenda", "pdf"), paperIn("agenda", "pdf"))
  .openapi(paperRoute("group-sheet", "docx"), paperIn("group-sheet", "docx"))
  .openapi(paperRoute("group-sheet", "pdf"), paperIn("group-sheet", "pdf"))
  .openapi(
    createRoute({
      method: "get",
      path: "/meetings/{id}/poster.pdf",
      request: { params, query: Size },
      responses: documentAnswer("A poster with the code that participants come in by.", "pdf"),
    }),
    async (c) => {
      const meeting = await onMeeting(c, c.req.valid("param").id, async (_tx, _viewer, found) => found);
      const { meetingPoster } = await import("./papers.ts");
      const { posterPdf } = await import("#platform/documents/pdf/poster.ts");
      const { baseUrl } = c.var.config;
      const poster = meetingPoster(meeting, { locale: c.var.locale, baseUrl, ...c.req.valid("query") });
      return sendDocument(
        c,
        await posterPdf({ ...poster, house: await houseFor(c) }),
        `${poster.title} QR`,
        "pdf",
      );
    },
  );
