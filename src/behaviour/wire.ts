import { z } from "@hono/zod-openapi";
import { Day, Version } from "#platform/http/shapes.ts";
import { actionOrigins, actionStates, behaviourKinds, facets, sourceKinds } from "./model.ts";

const Id = z.uuid();
export const FacetText = z.object({
  facet: z.enum(facets),
  label: z.string().trim().max(80).default(""),
  text: z.string().trim().min(1).max(2000),
});
export type FacetText = z.infer<typeof FacetText>;
export const SourceRef = z.object({ kind: z.enum(sourceKinds), id: Id });

export const Behaviour = z
  .object({
    id: Id,
    unitId: Id,
    journeyId: Id.nullable(),
    kind: z.enum(behaviourKinds),
    valueId: Id.nullable(),
    situation: z.string(),
    act: z.string(),
    notes: z.string(),
    position: z.int(),
    isLeaders: z.boolean(),
    meetingId: Id.nullable(),
    evidence: z.unknown(),
    decidedAt: z.string().nullable(),
    reviewOn: z.string().nullable(),
    retiredAt: z.string().nullable(),
    replacedBy: Id.nullable(),
    version: z.int(),
    facets: z.array(FacetText),
    sources: z.array(SourceRef),
  })
  .openapi("Behaviour");
export type Behaviour = z.infer<typeof Behaviour>;

export const NewBehaviour = z.object({
  journeyId: Id,
  kind: z.enum(["pointedTo", "leadersOwn"]),
  valueId: Id.nullable().default(null),
  situation: z.string().trim().max(2000).default(""),
  act: z.string().trim().min(1).max(2000),
  notes: z.string().max(20_000).default(""),
  sources: z.array(SourceRef).max(50).default([]),
});
export const BehaviourChange = z.object({
  valueId: Id.nullable().optional(),
  situation: z.string().trim().max(2000).optional(),
  act: z.string().trim().min(1).max(2000).optional(),
  notes: z.string().max(20_000).optional(),
  reviewOn: Day.nullable().optional(),
  facets: z.array(FacetText).max(30).optional(),
  retired: z.boolean().optional(),
  version: Version,
});

export const Action = z
  .object({
    id: Id,
    unitId: Id,
    unitName: z.string(),
    title: z.string(),
    ownerPersonId: Id.nullable(),
    ownerName: z.string(),
    dueOn: z.string().nullable(),
    state: z.enum(actionStates),
    originKind: z.enum(actionOrigins),
    originId: Id.nullable(),
    behaviourId: Id.nullable(),
    /** When it was done, and who ticked it off. */
    doneAt: z.string().nullable(),
    doneBy: z.string().nullable(),
    version: z.int(),
  })
  .openapi("Action");
export type Action = z.infer<typeof Action>;
/** Whether somebody is reminded by mail of what she has promised. */
export const Reminders = z.object({ isOn: z.boolean() }).openapi("Reminders");
export const NewAction = z.object({
  unitId: Id,
  title: z.string().trim().min(1).max(500),
  ownerPersonId: Id.nullable().default(null),
  ownerName: z.string().trim().max(200).default(""),
  dueOn: Day.nullable().default(null),
  behaviourId: Id.nullable().default(null),
});
export const ActionChange = z.object({
  title: z.string().trim().min(1).max(500).optional(),
  ownerPersonId: Id.nullable().optional(),
  ownerName: z.string().trim().max(200).optional(),
  dueOn: Day.nullable().optional(),
  state: z.enum(actionStates).optional(),
  version: Version,
});
