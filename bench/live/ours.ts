// The meeting as it runs in the product: the same sockets, loop and database, with as many seats as asked for.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { makeHall } from "#meeting/hall.ts";
import { attachLive } from "#meeting/live.ts";
import { join } from "#meeting/model/decide.ts";
import { opened } from "#meeting/model/opening.ts";
import { addSeat, newSecret } from "#meeting/seat.store.ts";
import type { Identity } from "#organisation/identity.ts";
import { createOrganisation } from "#organisation/store.ts";
import { startThrowaway } from "#platform/database/embedded.ts";
import { inOrganisation, inSystem, makeDatabase } from "#platform/database/index.ts";
import { migrate } from "#platform/database/migrate.ts";
import { makePool } from "#platform/database/pool.ts";
import { newId } from "#platform/id.ts";
import { makeLogger } from "#platform/logger.ts";
import { asInTheProduct } from "./settings.ts";

const seats = Number(process.argv[2]);
const embedded = await startThrowaway({ settings: asInTheProduct });
const pool = makePool(embedded.url, () => undefined, 10);
await migrate(pool);
const db = makeDatabase(pool);
const meetingId = newId();
const roundId = newId();
const { organisationId } = await inSystem(db, async (tx) => {
  const made = await createOrganisation(tx, {
    ...{ organisation: "Nordvarme", name: "Karen", email: "karen@nordvarme.example", locale: "da" as const },
    ...{ userId: null, isSample: false },
  });
  const { organisationId } = made;
  const unit = await tx
    .selectFrom("unit")
    .select("id")
    .where("organisationId", "=", organisationId)
    .executeTakeFirstOrThrow();
  const meeting = { organisationId, id: meetingId, unitId: unit.id, title: "Måling", joinCode: "BENCH" };
  await tx.insertInto("meeting").values(meeting).execute();
  return made;
});
const now = () => new Date();
const hall = makeHall({ db, pool, logger: makeLogger("silent"), now });
const meeting = await hall.meeting(organisationId, meetingId);
await meeting.perform({
  id: newId(),
  decide: () => [
    opened({
      ...{
        title: "Måling",
        unitName: "Enhed",
        joinCode: "BENCH",
        locale: "da",
        timeZone: "Europe/Copenhagen",
      },
      ...{ openedAt: now().toISOString(), values: [], slides: [], background: [] },
      leaders: [{ personId: "leader", name: "Leder" }],
      stages: [{ id: "wall", kind: "wall", question: "", minutes: null, maySkip: false, speakerNotes: "" }],
    }),
  ],
});
const leader = { as: "leader" as const, personId: "leader", name: "Leder" };
await meeting.command({ id: newId(), type: "lead.take", from: null }, leader);
await meeting.command({ id: newId(), type: "stage.go", stageId: "wall", roundId }, leader);
const tokens: string[] = [];
for (let seat = 0; seat < seats; seat++) {
  const id = newId();
  const token = newSecret();
  const who = { seatId: id, names: [`Deltager ${seat}`], participantId: null, personId: null };
  await meeting.perform({ id: newId(), decide: (state, at) => join(state, who, at) });
  await inOrganisation(db, organisationId, (tx) =>
    addSeat(tx, { organisationId, meetingId, id, token, participantId: null }),
  );
  tokens.push(token);
}
const http = createServer();
const config = { baseUrl: "" };
const identity = {} as Identity;
const live = attachLive(http, { db, config, identity, hall, logger: makeLogger("error"), now });
http.listen(0, "127.0.0.1", () => {
  const { port } = http.address() as AddressInfo;
  const hellos = tokens.map((token) => ({ type: "hello", as: "seat", token }));
  process.send!({ url: `ws://127.0.0.1:${port}/api/meeting/live`, hellos, roundId });
});
process.on("message", async (message) => {
  if (message !== "stop") return void process.send!(process.cpuUsage());
  live.close();
  await db.destroy();
  await embedded.stop();
  process.exit(0);
});
