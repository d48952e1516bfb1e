import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { requireViewer } from "#organisation/viewer.ts";
import { inOrganisation } from "#platform/database/index.ts";
import type { PrintedCard } from "#platform/documents/pdf/cards.ts";
import { documentAnswer, sendDocument } from "#platform/documents/send.ts";
import type { Env } from "#platform/http/context.ts";
import { orProblem, refuseWith } from "#platform/http/problem.ts";
import { answers, json, newRoutes } from "#platform/http/routes.ts";
import { cardKey } from "../keys.ts";
import { onPulse } from "../onPulse.ts";
import { text } from "../text.ts";
import * as store from "./store.ts";
import { CardChange, Cards, OwnCard, SheetQuery } from "./wire.ts";

const params = z.object({ id: z.uuid() });
const Done = z.object({ done: z.literal(true) });

const linkOf = (c: Context<Env>, cardId: string): string =>
  `${c.var.config.baseUrl}/s/k/${cardKey(c.var.config.secret, cardId)}`;

async function sheets(c: Context<Env>, cards: { name: string; place: string; cardId: string }[]) {
  const { locale } = c.var;
  const t = text(locale);
  const { cardsPdf } = await import("#platform/documents/pdf/cards.ts");
  const printed = cards.map(({ name, place, cardId }): PrintedCard => {
    const link = linkOf(c, cardId);
    return { name, place, link, title: t("cards.ask"), call: t("cards.scan"), alt: t("cards.alt", { link }) };
  });
  const [first] = cards;
  const title = cards.length === 1 ? `${t("cards.sheet")} ${first!.name}` : t("cards.sheet");
  const bytes = await cardsPdf({ title, subtitle: first!.place, locale }, printed);
  return sendDocument(c, bytes, title, "pdf");
}

/** Cards for customers who are met in person: made, printed, renewed and turned off by the leader, given by the employee. */
export const cardRoutes = newRoutes()
  .openapi(
    createRoute({
      method: "get",
      path: "/pulses/{id}/cards",
      request: { params },
      responses: answers(Cards, "Each employee's card, and how many answers have come by cards."),
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      const found = await onPulse(c, "pulse.see", id, (tx, { organisationId }, unitId) =>
        store.listCards(tx, { organisationId, pulseId: id, unitId }),
      );
      const cards = found.cards.map(({ cardId, madeAt, ...card }) => ({
        ...{ ...card, link: cardId && linkOf(c, cardId) },
        madeAt: madeAt?.toISOString() ?? null,
      }));
      return c.json({ ...found, cards }, 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/pulses/{id}/cards",
      request: { params },
      responses: answers(z.object({ made: z.int() }), "A card for every employee who has had none."),
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      const made = await onPulse(c, "pulse.manage", id, (tx, { organisationId }) =>
        store.makeCards(tx, {
          ...{ organisationId, pulseId: id, secret: c.var.config.secret, now: c.var.now() },
        }),
      );
      return c.json(orProblem(made, text), 200);
    },
  )
  .openapi(
    createRoute({
      method: "put",
      path: "/pulses/{id}/cards/{personId}",
      request: { params: params.extend({ personId: z.uuid() }), body: json(CardChange) },
      responses: answers(Done, "Another card, or none. The old one is closed at once."),
    }),
    async (c) => {
      const { id, personId } = c.req.valid("param");
      const changed = await onPulse(c, "pulse.manage", id, (tx, viewer) =>
        store.changeCard(
          tx,
          {
            organisationId: viewer.organisationId,
            ...{ pulseId: id, secret: c.var.config.secret, now: c.var.now() },
          },
          { personId, changedBy: viewer.personId, ...c.req.valid("json") },
        ),
      );
      return c.json(orProblem(changed, text), 200);
    },
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/pulses/{id}/cards.pdf",
      request: { params, query: SheetQuery },
      responses: documentAnswer("A sheet of ten cards to cut out, for each employee or for one.", "pdf"),
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      const { personId } = c.req.valid("query");
      const found = await onPulse(c, "pulse.see", id, async (tx, { organisationId }, unitId) => {
        const { cards } = await store.listCards(tx, { organisationId, pulseId: id, unitId });
        const { name } = await tx
          .selectFrom("unit")
          .select("name")
          .where("organisationId", "=", organisationId)
          .where("id", "=", unitId)
          .executeTakeFirstOrThrow();
        return cards.flatMap(({ cardId, ...card }) =>
          cardId && (!personId || personId === card.personId) ? [{ ...card, cardId, place: name }] : [],
        );
      });
      if (found.length === 0) throw refuseWith("notFound");
      return sheets(c, found);
    },
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/cards/mine",
      responses: answers(z.array(OwnCard), "The asker's own cards in measurements that run."),
    }),
    async (c) => {
      const { organisationId, personId } = requireViewer(c);
      const own = await inOrganisation(c.var.db, organisationId, (tx) =>
        store.cardsOfPerson(tx, organisationId, personId),
      );
      return c.json(
        own.map(({ cardId, unitName, timeZone, closesAt }) => ({
          ...{
            cardId,
            unitName,
            timeZone,
            link: linkOf(c, cardId),
            closesAt: closesAt?.toISOString() ?? null,
          },
        })),
        200,
      );
    },
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/cards/mine/{cardId}/sheet.pdf",
      request: { params: z.object({ cardId: z.uuid() }) },
      responses: documentAnswer("A sheet of the asker's own card.", "pdf"),
    }),
    async (c) => {
      const { organisationId, personId, name } = requireViewer(c);
      const own = await inOrganisation(c.var.db, organisationId, (tx) =>
        store.cardsOfPerson(tx, organisationId, personId),
      );
      const card = own.find(({ cardId }) => cardId === c.req.valid("param").cardId);
      if (!card) throw refuseWith("notFound");
      return sheets(c, [{ name, place: card.unitName, cardId: card.cardId }]);
    },
  );
