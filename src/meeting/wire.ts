/**
 * Shapes that come in from outside, checked on the server. A view imports types only (`import type`), best from
 * model/, so that no phone has to load the library that checks them.
 */
import { z } from "@hono/zod-openapi";
import type { Command } from "./model/command.ts";
import type { FromClient } from "./model/frames.ts";
import { limits, modes, stageKinds } from "./model/kinds.ts";
import { lacks } from "./model/wording.ts";

/** Ids are made by the views and, for groups, by the engine: letters, digits and hyphens, so that they can be joined. */
const id = z.string().regex(/^[0-9A-Za-z-]{1,120}$/);
/** What ends up in a table of its own, or is named there as a source, when the meeting is closed. */
const newId = z.uuid();
const text = z.string().trim().min(1).max(limits.text);
const mayBeEmpty = z.string().max(limits.text);
const name = z.string().trim().min(1).max(limits.name);
const names = z.array(name).min(1).max(limits.namesOnASeat);
const secret = z
  .string()
  .regex(/^[A-Za-z0-9_-]{16,64}$/)
  .optional();
const mode = z.enum(modes);
const moment = z.iso.datetime({ offset: true }).nullable();
const mailed = { tells: z.boolean().optional(), reminds: z.boolean().optional() };
const date = z.iso.date().nullable();
const ids = z.array(id).min(1).max(limits.selected);
const away = z.array(id).max(limits.seats).optional();
const dots = z.number().int().min(0).max(limits.budget);
const atLeastOne = z.number().int().min(1).max(limits.budget);
const minutes = z.number().int().min(1).max(1440).nullable();
const field = z.string().max(40);
const facets = z.record(field, mayBeEmpty).optional();
const changes = z
  .array(z.object({ field, was: mayBeEmpty, value: mayBeEmpty }))
  .min(1)
  .max(20);
const options = z
  .array(z.object({ id, text, clusterId: id.nullable(), noteIds: z.array(id).max(limits.selected) }))
  .min(1)
  .max(limits.options);

const command = <Type extends Command["type"], Shape extends z.ZodRawShape>(type: Type, shape: Shape) =>
  z.object({ id, type: z.literal(type), ...shape });

const commands = z.discriminatedUnion("type", [
  command("note.add", {
    roundId: id,
    noteId: newId,
    text,
    key: secret,
    mode: z.enum(modes).optional(),
    situation: mayBeEmpty.optional(),
    valueId: id.nullable().optional(),
    clusterId: id.nullable().optional(),
    groupId: id.nullable().optional(),
    facets,
  }),
  command("note.change", { noteId: id, key: secret, changes }),
  command("note.withdraw", { noteId: id, key: secret }),
  command("note.agree", { noteId: id, agrees: z.boolean(), pass: secret }),
  command("seat.rename", { seatId: id, names }),
  command("group.choose", { groupId: id }),
  command("vote.cast", { roundId: id, optionId: id, dots, pass: secret }),
  command("vote.abstain", { roundId: id, abstains: z.boolean(), pass: secret }),
  command("consent.give", {
    decisionId: id,
    wording: z.string().max(120).optional(),
    answer: z.enum(["yes", "concern"]),
    reason: mayBeEmpty,
    pass: secret,
  }),
  command("pass.take", { roundId: id, pad: z.string().regex(/^[A-Za-z0-9_-]{32}$/) }),
  command("wall.addCluster", { roundId: id, clusterId: newId, name: z.string().trim().max(limits.name) }),
  command("wall.move", { noteIds: ids, clusterId: id.nullable(), before: id.nullable().optional() }),
  command("wall.gather", {
    noteIds: ids,
    clusterId: newId,
    name: z.string().trim().max(limits.name),
    roundId: id,
  }),
  command("wall.name", { clusterId: id, name, was: z.string().max(limits.name) }),
  command("wall.mergeClusters", { from: id, into: id }),
  command("step.undo", { opId: id }),
  command("wall.removeCluster", { clusterId: id }),
  command("wall.orderClusters", { roundId: id, order: ids }),
  command("wall.mergeNotes", { noteIds: ids, into: id }),
  command("wall.unmerge", { noteIds: ids }),
  command("wall.arrange", {
    roundId: id,
    clusters: z
      .array(z.object({ clusterId: newId, name: z.string().trim().max(limits.name), noteIds: ids }))
      .min(1)
      .max(limits.clusters),
  }),
  command("wall.split", {
    noteId: id,
    was: mayBeEmpty,
    texts: z.array(text).min(2).max(limits.parts),
    noteIds: z.array(newId).min(1).max(limits.parts),
  }),
  command("wall.hide", { noteIds: ids, isHidden: z.boolean() }),
  command("wall.bring", { roundId: id, noteIds: ids, clusterId: id.nullable().optional() }),
  command("wall.paste", {
    roundId: id,
    clusterId: id.nullable().optional(),
    notes: z
      .array(z.object({ noteId: newId, text }))
      .min(1)
      .max(limits.pasted),
  }),
  command("wall.show", { roundId: id, what: id.nullable() }),
  command("photo.caption", {
    photoId: id,
    was: z.string().max(limits.title),
    caption: z.string().trim().max(limits.title),
  }),
  command("photo.remove", { photoId: id }),
  command("note.takeAlong", { noteId: id, isTakenAlong: z.boolean() }),
  command("lead.take", { from: id.nullable() }),
  command("stage.go", { stageId: id, roundId: id, away }),
  command("stage.complete", { stageId: id, isCompleted: z.boolean() }),
  command("stage.add", {
    stageId: id,
    kind: z.enum(stageKinds),
    question: z.string().trim().max(limits.title),
    after: id.nullable(),
    minutes: minutes.optional(),
  }),
  command("stage.change", {
    stageId: id,
    question: z.string().trim().max(limits.title).optional(),
    minutes: minutes.optional(),
    maySkip: z.boolean().optional(),
    isSkipped: z.boolean().optional(),
  }),
  command("stage.order", { order: ids }),
  command("stage.time", { endsAt: moment }),
  command("slide.show", { slide: z.number().int().min(0).max(1000) }),
  command("round.open", { stageId: id, roundId: id, mode, deadline: moment.optional(), ...mailed }),
  command("round.mode", { roundId: id, mode }),
  command("round.deadline", { roundId: id, deadline: moment, ...mailed }),
  command("round.arrange", { roundId: id, participantsArrange: z.boolean() }),
  command("round.close", { roundId: id }),
  command("round.reveal", { roundId: id }),
  command("round.keep", { roundId: id, staysOpen: z.boolean() }),
  command("tray.takeIn", { roundId: id }),
  command("groups.draw", { roundId: id, size: z.number().int().min(2).max(50), away }),
  command("groups.make", { roundId: id, names: z.array(name).min(1).max(100) }),
  command("groups.place", { seatId: id, groupId: id.nullable() }),
  command("groups.rename", { groupId: id, name }),
  command("groups.letChoose", { mayChoose: z.boolean() }),
  command("vote.open", {
    stageId: id,
    roundId: id,
    mode,
    options,
    budget: atLeastOne,
    maxPerOption: atLeastOne,
    excludesOwn: z.boolean(),
  }),
  command("vote.budget", { roundId: id, budget: atLeastOne, maxPerOption: atLeastOne }),
  command("vote.second", { of: id, roundId: id, optionIds: ids, budget: atLeastOne }),
  command("decision.propose", {
    decisionId: newId,
    act: text,
    situation: mayBeEmpty.optional(),
    valueId: id.nullable().optional(),
    facets,
    labels: facets,
    noteIds: z.array(id).max(limits.selected),
    clusterId: id.nullable(),
    optionId: id.nullable(),
    replaces: id.nullable().optional(),
  }),
  command("decision.change", { decisionId: id, changes }),
  command("decision.set", {
    decisionId: id,
    reviewOn: date.optional(),
    isLeaders: z.boolean().optional(),
    replaces: id.nullable().optional(),
  }),
  command("decision.decide", {
    decisionId: id,
    without: z.array(z.enum(lacks)).max(lacks.length).optional(),
  }),
  command("decision.reveal", { decisionId: id }),
  command("decision.reopen", { decisionId: id }),
  command("decision.drop", { decisionId: id }),
  command("action.put", {
    actionId: newId,
    title: z.string().trim().min(1).max(500),
    ownerName: z.string().trim().max(limits.title),
    ownerPersonId: newId.nullable(),
    dueOn: date,
    decisionId: id.nullable(),
  }),
  command("action.remove", { actionId: id }),
  command("plan.set", {
    how: mayBeEmpty.optional(),
    askOn: mayBeEmpty.optional(),
    resultsOn: mayBeEmpty.optional(),
  }),
  command("seat.add", { seatId: newId, names }),
  command("seat.remove", { seatId: id }),
  command("seat.merge", { seatId: id, into: id }),
  command("seat.part", { seatId: id }),
  command("meeting.close", {}),
  command("meeting.reopen", {}),
]);
/** A command as the model knows it: what is checked here and what the rules expect are held together by the compiler. */
export const commandSchema: z.ZodType<Command> = commands;

export const frameSchema: z.ZodType<FromClient> = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("hello"),
    token: z.string().max(100).optional(),
    as: z.enum(["seat", "leader", "screen"]),
    meetingId: z.uuid().optional(),
    locale: z.enum(["da", "en"]).optional(),
    keys: z.array(z.string().max(64)).max(2000).optional(),
    done: z.array(id).max(100).optional(),
    page: id.optional(),
  }),
  z.object({ type: z.literal("do"), commands: z.array(commands).min(1).max(50) }),
  z.object({
    type: z.literal("draft"),
    roundId: id,
    place: z.string().min(1).max(200),
    content: z.string().max(20_000),
    key: secret,
  }),
  z.object({
    type: z.literal("writing"),
    roundId: id,
    isWriting: z.boolean(),
    place: z.string().max(200).optional(),
  }),
  z.object({ type: z.literal("done"), roundId: id, isDone: z.boolean() }),
  z.object({
    type: z.literal("pages"),
    page: z.int().min(0).max(9999),
    count: z.int().min(1).max(9999),
    isHeld: z.boolean(),
  }),
  z.object({ type: z.literal("ping") }),
]);

// — over http

/** POST /api/meeting/join: by the code on the wall, or by the key of a personal invitation (which names her itself). */
export const Join = z
  .object({
    code: z.string().trim().min(3).max(20),
    names: z.array(name).max(limits.namesOnASeat),
    /** Key of the personal link; then `names` may be empty. */
    key: z.string().max(64).optional(),
    /** Where somebody of that name is in the room already ("nameTaken"): whether it is her, or another. */
    isSame: z.boolean().optional(),
  })
  .openapi("Join");
export type Join = z.infer<typeof Join>;

export const Joined = z
  .object({
    meetingId: z.string(),
    seatId: z.string(),
    /** Kept by the browser; the server keeps its hash only. */
    token: z.string(),
    names: z.array(z.string()),
    title: z.string(),
  })
  .openapi("Joined");
export type Joined = z.infer<typeof Joined>;

/** GET /api/meeting/look/{code}: what the phone shows before joining. */
export const Look = z
  .object({
    title: z.string(),
    unitName: z.string(),
    state: z.enum(["planned", "running", "closed", "cancelled"]),
    /** Why it was called off. */
    message: z.string(),
    name: z.string().nullable(),
  })
  .openapi("Look");
export type Look = z.infer<typeof Look>;

/** GET /api/meeting/meetings/{id}: what the console and a unit's employees may know of a meeting. */
export const LiveMeeting = z
  .object({
    id: z.string(),
    title: z.string(),
    unitId: z.string(),
    unitName: z.string(),
    journeyId: z.string().nullable(),
    state: z.enum(["planned", "running", "closed", "cancelled"]),
    /** Whether its room has been opened: on its day, or ahead of it. */
    isOpened: z.boolean(),
    joinCode: z.string(),
    joinUrl: z.string(),
    startsAt: z.string().nullable(),
    /** How long it was planned to take. */
    minutes: z.int(),
    timeZone: z.string(),
    /** By slide: what stands in the guide now about the point that it was made from. */
    told: z.record(z.string(), z.object({ answer: z.string(), isEdited: z.boolean() })),
    /** The language that the slides were made in. */
    slidesLocale: z.enum(["da", "en"]),
    /** What the slides of this room were made from is other by now. */
    areSlidesOlder: z.boolean(),
    /** Names of those whom the minutes are mailed to. */
    minutesTo: z.array(z.string()),
    /** Those who came in by the code and are on the list under no such name: there is no address for them. */
    unreached: z.array(z.string()),
  })
  .openapi("LiveMeeting");
export type LiveMeeting = z.infer<typeof LiveMeeting>;

/** GET /api/meeting/meetings/{id}/said: what was answered and shown, for whoever leads. */
export const SaidInMeeting = z
  .object({
    title: z.string(),
    unitName: z.string(),
    journeyId: z.string().nullable(),
    said: z.array(
      z.object({
        question: z.string(),
        answers: z.array(
          z.object({
            text: z.string(),
            isTakenAlong: z.boolean(),
            agrees: z.int(),
            /** Only where the round was named. */
            author: z.string(),
          }),
        ),
      }),
    ),
  })
  .openapi("SaidInMeeting");
