import { z } from "@hono/zod-openapi";
import { Version } from "#platform/http/shapes.ts";
import { events } from "./model.ts";

export const EventName = z.enum(events).openapi("WebhookEvent");
const Url = z.string().trim().min(1).max(2000);

export const Webhook = z
  .object({
    id: z.uuid(),
    name: z.string(),
    url: z.string(),
    events: z.array(EventName),
    version: z.int(),
    /** "gone" where the receiver itself said that it is no more. */
    off: z.enum(["byHand", "gone"]).nullable(),
    waiting: z.int(),
    failed: z.int(),
  })
  .openapi("Webhook");
export type Webhook = z.infer<typeof Webhook>;

export const NewWebhook = z.object({
  name: z.string().trim().max(200).default(""),
  url: Url,
  events: z.array(EventName).min(1).max(events.length),
});
export const WebhookChange = z.object({
  name: z.string().trim().max(200).optional(),
  url: Url.optional(),
  events: z.array(EventName).min(1).max(events.length).optional(),
  isOn: z.boolean().optional(),
  version: Version,
});
/** The one time that the secret is told. */
export const WebhookSecret = z.object({ id: z.uuid(), secret: z.string() });

export const Delivery = z
  .object({
    id: z.uuid(),
    messageId: z.string(),
    type: z.string(),
    state: z.enum(["waiting", "delivered", "failed"]),
    createdAt: z.iso.datetime(),
    nextAt: z.iso.datetime().nullable(),
    attempts: z.array(
      z.object({
        at: z.string(),
        status: z.int().optional(),
        problem: z.string().optional(),
        milliseconds: z.int(),
      }),
    ),
  })
  .openapi("WebhookDelivery");
export type Delivery = z.infer<typeof Delivery>;
export const Deliveries = z.object({ deliveries: z.array(Delivery), hasMore: z.boolean() });
