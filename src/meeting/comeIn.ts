import type { IncomingMessage } from "node:http";
import type { Identity } from "#organisation/identity.ts";
import { viewerOfHeaders } from "#organisation/viewer.ts";
import { type Database, inOrganisation, inSystem } from "#platform/database/index.ts";
import { isRefusal } from "#platform/refusal.ts";
import { findMeeting, mayLead } from "#preparation/meeting.store.ts";
import type { Hall } from "./hall.ts";
import type { Actor } from "./model/decide.ts";
import type { Hello, You } from "./model/frames.ts";
import { theMeeting } from "./model/state.ts";
import { findSeat, hashOf } from "./seat.store.ts";
import type { Viewer } from "./view.ts";

type Parts = { db: Database; identity: Identity; hall: Hall };

/** Who it is that says hello, and in which meeting; or why she is sent away. */
export async function comeIn(hello: Hello, request: IncomingMessage, { db, identity, hall }: Parts) {
  const keys = new Set((hello.keys ?? []).map(hashOf));
  if (hello.as === "seat") {
    const seat = hello.token ? await inSystem(db, (tx) => findSeat(tx, hello.token!)) : null;
    if (!seat) return "notFound" as const;
    const meeting = await hall.opened(seat.organisationId, seat.meetingId);
    if (isRefusal(meeting)) return "notFound" as const;
    const record = await meeting.settled((state) => state.seats.get(seat.id));
    if (!record) return "removed" as const;
    const viewer: Viewer = { as: "seat", seatId: seat.id, keys };
    const you: You = { as: "seat", seatId: seat.id, names: record.names };
    return { meeting, you, viewer, keys, actor: { as: "seat", seatId: seat.id } as Actor };
  }
  const cookie = new Headers({ cookie: request.headers.cookie ?? "" });
  const person = await viewerOfHeaders(db, identity, cookie);
  if (!person) return "signIn" as const;
  const { organisationId, personId, name } = person;
  if (!hello.meetingId) return "notFound" as const;
  const meetingId = hello.meetingId;
  const planned = await inOrganisation(db, organisationId, async (tx) => {
    const found = await findMeeting(tx, organisationId, meetingId);
    return found && { mayLead: await mayLead(tx, person, found) };
  });
  const meeting = planned && (await hall.opened(organisationId, meetingId));
  // Opened before the meeting: it follows once there is something to follow.
  if (planned?.mayLead && meeting && isRefusal(meeting)) return "notOpen" as const;
  if (!meeting || isRefusal(meeting)) return "notFound" as const;
  const isNamed = await meeting.settled((state) => state.leaders.has(personId));
  if (!isNamed && !planned.mayLead) return "notFound" as const;
  if (hello.as === "screen")
    return { meeting, you: { as: "screen" } as You, viewer: { as: "screen" } as Viewer, keys, actor: null };
  // A leader of the unit who came after the meeting was opened is one of its leaders all the same.
  if (!isNamed)
    await meeting.perform({
      id: `leader-${personId}`,
      decide: () => [
        { type: "leader.named", set: { leaders: { [personId]: { id: personId, personId, name } } } },
      ],
    });
  const isLeading = await meeting.settled((state) => theMeeting(state).leadingId === personId);
  const you: You = { as: "leader", personId, name, isLeading };
  const viewer: Viewer = { as: "leader", personId, keys };
  return { meeting, you, viewer, keys, actor: { as: "leader", personId, name } as Actor };
}
