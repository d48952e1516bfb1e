import { writeOutcome } from "#meeting/close.store.ts";
import { appendJournal, type Entry } from "#meeting/journal.store.ts";
import type { Command } from "#meeting/model/command.ts";
import { type Actor, decide, join } from "#meeting/model/decide.ts";
import { opened } from "#meeting/model/opening.ts";
import { type Event, emptyState, evolve, presentRound } from "#meeting/model/state.ts";
import { readOpening } from "#meeting/opening.store.ts";
import { makePasses } from "#meeting/passes.ts";
import { hashOf } from "#meeting/seat.store.ts";
import type { Transaction } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { keyHash } from "#platform/keys.ts";
import type { Refusal } from "#platform/refusal.ts";
import { findMeeting, saveMeeting } from "#preparation/meeting.store.ts";
import { accepted, inDays } from "./made.ts";
import * as content from "./meeting.content.ts";

type Body = Command extends infer Each ? (Each extends Command ? Omit<Each, "id"> : never) : never;
export type HeldMeeting = {
  organisationId: string;
  unitId: string;
  journeyId: string;
  leader: { personId: string; name: string };
  people: { personId: string; name: string; email: string }[];
  valueIds: Map<string, string>;
  personIds: Map<string, string>;
  heldAt: Date;
  reviewOn: string;
};

/** A meeting that was held: played through the same rules as a real one, into the same journal, and closed. */
export async function holdMeeting(tx: Transaction, held: HeldMeeting): Promise<{ meetingId: string }> {
  const { organisationId, unitId, journeyId, leader, heldAt } = held;
  const { id: meetingId } = await saveMeeting(tx, organisationId, {
    ...{ unitId, journeyId, timeZone: "Europe/Copenhagen", minutes: 120, createdBy: leader.personId },
    ...{ title: content.title, startsAt: heldAt },
  });
  const meeting = (await findMeeting(tx, organisationId, meetingId))!;

  const state = emptyState();
  const entries: Entry[] = [];
  const passes = makePasses();
  let minutes = 0;
  const now = () => new Date(heldAt.getTime() + minutes * 60_000).toISOString();
  const take = (result: Event[] | Refusal) => {
    const events = accepted(result);
    for (const event of events) evolve(state, event);
    entries.push({ seq: entries.length + 1, commandId: newId(), events });
  };
  const act = (actor: Actor, command: Body) =>
    take(
      decide(state, { id: newId(), ...command } as Command, actor, {
        now: now(),
        lot: `lot ${minutes}`,
        hash: hashOf,
        pass: passes.take,
      }),
    );
  const lead: Actor = { as: "leader", ...leader };
  const go = (stageId: string): string => {
    minutes += 10;
    act(lead, { type: "stage.go", stageId, roundId: newId() });
    return presentRound(state, stageId)?.id ?? "";
  };

  take([opened(await readOpening(tx, organisationId, meeting, heldAt))]);
  act(lead, { type: "lead.take", from: null });
  const seats = held.people.map(({ personId, name }) => ({ seatId: newId(), personId, name }));
  for (const { seatId, personId, name } of seats)
    take(join(state, { seatId, names: [name], participantId: null, personId }, { now: now(), lot: newId() }));
  const seat = (index: number): Actor => ({ as: "seat", seatId: seats[index % seats.length]!.seatId });
  const stages = [...state.stages.values()];
  const stageOf = (kind: string) => stages.find((stage) => stage.kind === kind)!.id;

  for (const [index, stage] of stages.filter(({ kind }) => kind === "dialogue").entries()) {
    const roundId = go(stage.id);
    for (const [person, text] of (content.dialogue[index] ?? []).entries())
      act(seat(person), { type: "note.add", roundId, noteId: newId(), text });
    act(lead, { type: "round.reveal", roundId });
  }
  act(lead, { type: "groups.draw", roundId: go(stageOf("groups")), size: 3 });
  const examples = go(stageOf("examples"));
  const noteIds = new Map<string, string>();
  for (const [person, { key, text, say, value }] of content.examples.entries()) {
    const noteId = newId();
    noteIds.set(key, noteId);
    const valueId = held.valueIds.get(value) ?? null;
    act(seat(person), { type: "note.add", roundId: examples, noteId, text, valueId, facets: { say } });
  }
  const wall = go(stageOf("wall"));
  const clusters = content.clusters.map(({ name, notes }) => ({ id: newId(), name, notes }));
  for (const { id, name, notes } of clusters)
    act(lead, {
      ...{ type: "wall.gather", clusterId: id, name, roundId: wall },
      noteIds: notes.map((key) => noteIds.get(key)!),
    });
  go(stageOf("vote"));
  const voteId = newId();
  const options = clusters.map(({ name, id, notes }) => ({
    ...{ id: newId(), text: name, clusterId: id, noteIds: notes.map((key) => noteIds.get(key)!) },
  }));
  act(lead, {
    ...{ type: "vote.open", stageId: stageOf("vote"), roundId: voteId, mode: "hidden", options },
    ...{ budget: 5, maxPerOption: 3, excludesOwn: false },
  });
  for (const [person, dots] of content.dots.entries())
    for (const [option, count] of dots.entries())
      if (count > 0)
        act(seat(person), { type: "vote.cast", roundId: voteId, optionId: options[option]!.id, dots: count });
  act(lead, { type: "round.close", roundId: voteId });
  go(stageOf("decision"));
  for (const {
    value,
    act: wording,
    situation,
    say,
    talkAbout,
    option,
    isLeaders,
    concern,
  } of content.decided) {
    const decisionId = newId();
    const chosen = option === null ? null : options[option]!;
    act(lead, {
      ...{ type: "decision.propose", decisionId, act: wording, situation, facets: { say, talkAbout } },
      ...{ valueId: held.valueIds.get(value) ?? null, noteIds: chosen?.noteIds ?? [] },
      ...{ clusterId: chosen?.clusterId ?? null, optionId: chosen?.id ?? null },
    });
    for (const [person] of seats.entries()) {
      const hasConcern = concern !== undefined && person === 1;
      act(seat(person), {
        ...{ type: "consent.give", decisionId, answer: hasConcern ? "concern" : "yes" },
        reason: hasConcern ? concern : "",
      });
    }
    if (concern) act(lead, { type: "decision.reveal", decisionId });
    act(lead, { type: "decision.set", decisionId, reviewOn: held.reviewOn, isLeaders: isLeaders ?? false });
    act(lead, { type: "decision.decide", decisionId });
  }
  go(stageOf("nextSteps"));
  for (const { title, owner, days } of content.actions) {
    const person = held.people.find(({ email }) => email === owner);
    act(lead, {
      ...{ type: "action.put", actionId: newId(), title, decisionId: null },
      ownerName: person?.name ?? leader.name,
      ownerPersonId: held.personIds.get(owner) ?? leader.personId,
      dueOn: inDays(days),
    });
  }
  act(lead, { type: "plan.set", ...content.plan });
  go(stageOf("close"));
  act(lead, { type: "meeting.close" });
  await appendJournal(tx, organisationId, meetingId, entries);
  await writeOutcome(tx, organisationId, meetingId, state, new Date(now()));
  await invited(tx, held, meetingId);
  return { meetingId };
}

/** Those who were there. Written after the meeting was closed, so that nobody made up is sent its minutes. */
async function invited(tx: Transaction, { organisationId, people, heldAt }: HeldMeeting, meetingId: string) {
  await tx
    .insertInto("participant")
    .values(
      people.map(({ personId, name, email }) => ({
        ...{ organisationId, id: newId(), meetingId, personId, name, email, reply: "yes", attended: true },
        ...{ repliedAt: heldAt, sentSequence: 0, keyHash: keyHash(newId()) },
      })),
    )
    .execute();
}
