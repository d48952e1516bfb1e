import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createOrganisation } from "#organisation/store.ts";
import { inOrganisation, inSystem } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { sendMinutesOf } from "../closing.store.ts";
import { seatHeader } from "../model/kinds.ts";
import { meetingUnit } from "../testing/unit.ts";

let unit: Awaited<ReturnType<typeof meetingUnit>>;
let jpeg: Buffer;
type Console = Awaited<ReturnType<(typeof unit)["console"]>>;

beforeAll(async () => {
  unit = await meetingUnit();
  jpeg = await sharp({ create: { width: 80, height: 60, channels: 3, background: "#eee" } })
    .withExif({ IFD0: { Artist: "Karen Skovbo" } })
    .jpeg()
    .toBuffer();
});
afterAll(() => unit.close());

/** A meeting that stands at its wall. */
async function atWall() {
  const { id, code } = await unit.plan();
  expect((await unit.leader("POST", `/api/meeting/meetings/${id}/open`)).status).toBe(200);
  const karen = await unit.console(id);
  await karen.welcome();
  const wall = Object.values(karen.room().stages).find(({ kind }) => kind === "wall")!;
  const roundId = newId();
  expect(await karen.act({ type: "stage.go", stageId: wall.id, roundId })).toBe("saved");
  return { id, code, karen, roundId, stageId: wall.id };
}

const form = (fields: Record<string, string | File>) => {
  const made = new FormData();
  for (const [name, value] of Object.entries(fields)) made.set(name, value);
  return made;
};
const post = (
  meetingId: string,
  roundId: string,
  more: Record<string, string | File> = {},
  by = unit.leader,
) =>
  by(
    "POST",
    `/api/meeting/meetings/${meetingId}/photos`,
    form({ file: new File([new Uint8Array(jpeg)], "IMG_1.jpg"), photoId: newId(), roundId, ...more }),
  );
const pathOf = (meetingId: string, photoId: string) => `/api/meeting/meetings/${meetingId}/photos/${photoId}`;
const bearing = (path: string, token: string) =>
  unit.app.request(`http://localhost${path}`, { headers: { [seatHeader]: token } });
const photosOf = (console: Console) => Object.values(console.room().photos);

test("a photo hangs for everybody in the meeting at once, and is fetched by its people alone", async () => {
  const { id, code, karen, roundId } = await atWall();
  const anna = await unit.joined(code, ["Anna"]);
  const { status, body } = await post(id, roundId, { caption: "Flipover fra bord 2" });
  expect(status).toBe(200);
  const path = pathOf(id, body.id);
  await anna.seen(() => anna.room().photos[body.id]);
  expect(anna.room().photos[body.id]).toMatchObject({
    caption: "Flipover fra bord 2",
    width: 80,
    height: 60,
  });

  const own = await unit.leader("GET", path);
  expect([own.status, own.headers.get("content-type")]).toEqual([200, "image/jpeg"]);
  expect(own.headers.get("x-content-type-options")).toBe("nosniff");
  expect(own.bytes.includes("Karen")).toBe(false);
  const hers = await bearing(`${path}?size=small`, anna.token);
  expect([hers.status, hers.headers.get("cache-control")]).toEqual([200, "no-store"]);

  const other = await atWall();
  const stranger = await unit.joined(other.code, ["Fremmed"]);
  expect((await bearing(path, stranger.token)).status).toBe(404);
  expect((await bearing(pathOf(other.id, body.id), stranger.token)).status).toBe(404);
  expect((await bearing(path, "made-up")).status).toBe(404);
  // Who she is comes first, whatever else is wrong.
  for (const search of ["", "?size=enormous"])
    expect((await unit.browser()("GET", path + search)).status).toBe(401);
  await inSystem(unit.db, (tx) =>
    createOrganisation(tx, {
      ...{ organisation: "Andetsteds", name: "Ulla", email: "ulla@andet.example" },
      ...{ locale: "da", userId: null },
    }),
  );
  const ulla = await unit.signedInAs("ulla@andet.example");
  expect((await ulla("GET", path)).status).toBe(404);
  expect((await post(id, roundId, {}, ulla)).status).toBe(404);
  for (const each of [karen, anna, other.karen, stranger]) await each.close();
});

test("it is taken down and hung up again by undoing; what is taken down is shown to nobody", async () => {
  const { id, karen, roundId } = await atWall();
  const { id: photoId } = (await post(id, roundId)).body;
  await karen.seen(() => photosOf(karen).length === 1);
  const name = (was: string, caption: string) => karen.act({ type: "photo.caption", photoId, was, caption });
  expect(await name("", "Bord 1")).toBe("saved");
  expect(await name("", "Bord 2")).toBe("changedMeanwhile");
  const taken = newId();
  expect(await karen.act({ type: "photo.remove", photoId }, taken)).toBe("saved");
  expect(photosOf(karen)).toEqual([]);
  expect((await unit.leader("GET", pathOf(id, photoId))).status).toBe(404);
  expect(await karen.act({ type: "step.undo", opId: taken })).toBe("saved");
  expect(photosOf(karen)).toMatchObject([{ id: photoId, caption: "Bord 1" }]);
  expect((await unit.leader("GET", pathOf(id, photoId))).status).toBe(200);
  await karen.close();
});

test("sent twice it hangs once; only whoever leads hangs it, on a wall that is there, and only a picture", async () => {
  const { id, code, karen, roundId } = await atWall();
  const photoId = newId();
  expect((await post(id, roundId, { photoId })).status).toBe(200);
  expect((await post(id, roundId, { photoId })).status).toBe(200);
  await karen.seen(() => photosOf(karen).length === 1);
  const named = async (answer: Promise<{ status: number; body: { type?: string; title?: string } }>) => {
    const { status, body } = await answer;
    return [status, body.type];
  };
  const svg = new File(["<svg xmlns='http://www.w3.org/2000/svg'/>"], "flipover.jpg", { type: "image/jpeg" });
  const refused = await post(id, roundId, { file: svg });
  expect(refused.body).toMatchObject({
    status: 422,
    title: "Filen er ikke et billede, vi kan læse. Brug JPEG, PNG eller HEIC.",
    errors: [{ field: "file" }],
  });
  expect(await named(post(id, "not-a-wall"))).toEqual([404, "/problems/notThere"]);
  const anna = await unit.joined(code, ["Anna"]);
  expect(await anna.act({ type: "photo.remove", photoId })).toBe("notLeading");
  expect(await karen.act({ type: "meeting.close" })).toBe("saved");
  expect(await named(post(id, roundId))).toEqual([409, "/problems/meetingIsClosed"]);
  for (const each of [karen, anna]) await each.close();
});

test("the minutes show what hangs when the meeting is closed; what was taken down is then gone for good", async () => {
  const { id, karen, roundId } = await atWall();
  const kept = (await post(id, roundId, { caption: "Hurtige svar" })).body.id;
  const gone = (await post(id, roundId)).body.id;
  await karen.seen(() => photosOf(karen).length === 2);
  await karen.act({ type: "photo.remove", photoId: gone });
  await karen.act({ type: "meeting.close" });
  const minutes = (await unit.leader("GET", `/api/thread/meetings/${id}/minutes`)).body;
  expect(minutes.photos).toEqual([{ id: kept, caption: "Hurtige svar", width: 80, height: 60 }]);
  const { closedAt } = Object.values(karen.room().meeting)[0]!;
  const { organisationId } = unit;
  await inOrganisation(unit.db, organisationId, (tx) =>
    sendMinutesOf(tx, { organisationId, meetingId: id, closedAt: closedAt! }, "http://localhost"),
  );
  const left = await inOrganisation(unit.db, organisationId, (tx) =>
    tx.selectFrom("wallPhoto").select("id").where("meetingId", "=", id).execute(),
  );
  expect(left).toEqual([{ id: kept }]);
  expect((await unit.leader("GET", pathOf(id, kept))).status).toBe(200);
  await karen.close();
});
