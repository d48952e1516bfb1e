import ICAL from "ical.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inOrganisation } from "#platform/database/index.ts";
import { unitWithDecisions } from "#pulse/testing/unit.ts";
import { handOver } from "./handOver.store.ts";
import { newsFor } from "./model.ts";

const now = new Date("2026-11-27T12:00:00Z");
const at = (day: string) => new Date(`${day}T10:00:00Z`);

describe("what people are told of an hour", () => {
  test("once where it is new, again where it is moved, and nothing where it stands", () => {
    expect(newsFor(at("2026-12-01"), null, now)).toBe("invitation");
    expect(newsFor(at("2026-12-02"), at("2026-12-01"), now)).toBe("update");
    expect(newsFor(at("2026-12-01"), at("2026-12-01"), now)).toBeNull();
    expect(newsFor(null, null, now)).toBeNull();
  });
  test("that it is off, if it lay ahead; of what has passed nothing", () => {
    expect(newsFor(null, at("2026-12-01"), now)).toBe("cancellation");
    expect(newsFor(null, at("2026-11-01"), now)).toBeNull();
    expect(newsFor(at("2026-11-01"), null, now)).toBeNull();
  });
});

describe("calendars", () => {
  let unit: Awaited<ReturnType<typeof unitWithDecisions>>;
  let annaId: string;
  beforeAll(async () => {
    unit = await unitWithDecisions();
    const anna = await unit.signedInAs("anna.lund@nordvarme.example");
    annaId = (await anna("GET", "/api/organisation/session")).body.person.id;
  });
  afterAll(() => unit?.close());

  const anna = "anna.lund@nordvarme.example";
  const karen = "karen@nordvarme.example";
  type Content = {
    text: string;
    calendar?: { method: string; content: string };
    attachments?: { contentType: string; base64: string }[];
  };
  /** The mails about it to somebody, the newest first. */
  const toldTo = async (email: string, kind: string) =>
    (await unit.mailsTo(email))
      .filter((mail) => mail.kind.startsWith(kind))
      .map((mail) => ({
        subject: mail.subject,
        ...(mail.content as unknown as Content),
      }));
  const eventIn = (content: string) =>
    new ICAL.Event(new ICAL.Component(ICAL.parse(content)).getFirstSubcomponent("vevent")!);
  const day = (number: number) => `2027-03-${number}`;

  test("a conversation is put into both calendars, moved with the same UID, and taken out", async () => {
    const when = { day: day(22), time: "10:00" };
    const path = "/api/follow-up/one-to-ones";
    const { id } = (await unit.leader("POST", path, { employeeId: annaId, everyWeeks: 6, when })).body;
    const patch = async (part: object) =>
      unit.leader("PATCH", `${path}/${id}`, {
        ...part,
        version: (await unit.leader("GET", `${path}/${id}`)).body.version,
      });
    expect((await patch({ notes: "Kun os to" })).status).toBe(200);
    expect(await toldTo(anna, "oneToOne")).toHaveLength(1);
    expect((await patch({ when: { day: day(29), time: "10:00" } })).status).toBe(200);
    expect((await patch({ when: null })).status).toBe(200);
    const [off, moved, first] = await toldTo(anna, "oneToOne");
    expect([first, moved, off].map((mail) => mail!.calendar!.method)).toEqual([
      "REQUEST",
      "REQUEST",
      "CANCEL",
    ]);
    const events = [first, moved, off].map((mail) => eventIn(mail!.calendar!.content));
    expect(new Set(events.map(({ uid }) => uid)).size).toBe(1);
    expect(events.map(({ sequence }) => sequence)).toEqual([0, 1, 2]);
    // The clocks change on the 28th: ten o'clock is ten o'clock on both days.
    expect(events.map(({ startDate }) => startDate.toJSDate().toISOString().slice(0, 16))).toEqual([
      "2027-03-22T09:00",
      "2027-03-29T08:00",
      "2027-03-29T08:00",
    ]);
    expect(JSON.stringify([first, moved, off])).not.toContain("Kun os to");
    const hers = await toldTo(karen, "oneToOne");
    expect(hers).toHaveLength(3);
    // Whoever calls the meeting accepts nothing: it comes as a file.
    expect(hers[2]!.calendar).toBeUndefined();
    expect(hers[2]!.attachments![0]!.contentType).toContain("PUBLISH");
    expect(hers[2]!.subject).toContain("Anna Lund");
    expect(first!.subject).toContain("Karen Skovbo");
  });

  test("the next conversation is told when one has been held", async () => {
    const path = "/api/follow-up/one-to-ones";
    const when = { day: day(23), time: "09:00" };
    const { id } = (await unit.leader("POST", path, { employeeId: annaId, everyWeeks: 2, when })).body;
    const { version } = (await unit.leader("GET", `${path}/${id}`)).body;
    const before = (await toldTo(anna, "oneToOne")).length;
    await unit.leader("POST", `${path}/${id}/hold`, { version });
    const [next, ...earlier] = await toldTo(anna, "oneToOne");
    expect(earlier).toHaveLength(before);
    const event = eventIn(next!.calendar!.content);
    expect(event.uid).not.toContain(id);
  });

  test("a review meeting is told to everybody of the unit, and to each once", async () => {
    const path = "/api/follow-up/review-meetings";
    const when = { day: day(24), time: "14:00" };
    const { id } = (await unit.leader("POST", path, { unitId: unit.unitId, kind: "result", when })).body;
    const read = async () => (await unit.leader("GET", `${path}/${id}`)).body;
    await unit.leader("PATCH", `${path}/${id}`, { when, version: (await read()).version });
    for (const email of [anna, "bo.kjaer@nordvarme.example", "dan.holm@nordvarme.example"])
      expect(await toldTo(email, "review")).toHaveLength(1);
    expect(await toldTo(karen, "review")).toHaveLength(1);
    const [mail] = await toldTo(anna, "review");
    expect(mail!.text).toContain(`/review-meetings/${id}`);
  });

  describe("where the leader or the unit changes", () => {
    const path = "/api/follow-up/one-to-ones";
    const when = { day: day(25), time: "11:00" };
    const handedOver = () =>
      inOrganisation(unit.db, unit.organisationId, (tx) =>
        handOver(tx, unit.organisationId, { config: unit.config, now: new Date() }),
      );
    const personCalled = async (name: string) =>
      (await unit.leader("GET", "/api/organisation/people")).body.people.find(
        (each: { name: string }) => each.name === name,
      );
    const setRoles = async (name: string, roles: object[]) => {
      const { id, version } = await personCalled(name);
      const changed = await unit.leader("PATCH", `/api/organisation/people/${id}`, { roles, version });
      expect(changed.status).toBe(200);
    };
    const newUnit = async (name: string) =>
      (await unit.leader("POST", "/api/organisation/units", { name })).body.id as string;
    const seriesOf = async (visit: typeof unit.leader) => (await visit("GET", path)).body;

    test("what nobody has in a calendar yet is called off as well", async () => {
      const [name, email] = ["Esther Ørsted", "esther.oersted@nordvarme.example"];
      const roles = [{ role: "employee", unitId: unit.unitId }];
      await unit.leader("POST", "/api/organisation/people", { name, email, locale: "da", roles });
      const esther = await personCalled(name!);
      const { id } = (await unit.leader("POST", path, { employeeId: esther.id, everyWeeks: 4, when })).body;
      await inOrganisation(unit.db, unit.organisationId, (tx) =>
        tx.updateTable("oneToOne").set({ toldStartsAt: null }).where("id", "=", id).execute(),
      );
      await setRoles(esther.name, [{ role: "employee", unitId: await newUnit("Lageret") }]);
      await handedOver();
      const own = await unit.signedInAs(esther.email);
      expect((await own("GET", `${path}/${id}`)).body).toMatchObject({ isOver: true, startsAt: null });
    });

    test("what was planned is called off, and the new leader's is in the calendar at the same hour", async () => {
      const bo = await personCalled("Bo Kjær");
      const email = "bo.kjaer@nordvarme.example";
      const { id } = (await unit.leader("POST", path, { employeeId: bo.id, everyWeeks: 4, when })).body;
      await unit.leader("PATCH", `${path}/${id}`, { notes: "Kun mellem Karen og Bo", version: 1 });
      await handedOver();
      expect(await toldTo(email, "oneToOne"), "nothing changes where nothing has changed").toHaveLength(1);
      const depot = await newUnit("Depotet");
      await setRoles("Carla Moe", [{ role: "leader", unitId: depot }]);
      await setRoles("Bo Kjær", [{ role: "employee", unitId: depot }]);
      await handedOver();
      await handedOver();
      const all = await toldTo(email, "oneToOne");
      expect(all).toHaveLength(3);
      const off = all.find(({ calendar }) => calendar?.method === "CANCEL");
      const from = (name: string) =>
        all.find(({ subject, calendar }) => calendar?.method === "REQUEST" && subject.includes(name));
      const invited = from("Carla Moe");
      const before = [from("Karen Skovbo")];
      const [first, cancelled, next] = [before[0]!, off!, invited!].map((mail) =>
        eventIn(mail.calendar!.content),
      );
      expect(cancelled!.uid).toBe(first!.uid);
      expect(cancelled!.sequence).toBeGreaterThan(first!.sequence);
      expect(next!.uid).not.toBe(first!.uid);
      expect(next!.startDate.toString()).toBe(first!.startDate.toString());
      const [hers] = await toldTo(karen, "oneToOne");
      expect(hers!.attachments![0]!.contentType).toContain("CANCEL");
      expect(JSON.stringify([invited, off])).not.toContain("Kun mellem Karen og Bo");

      const [bosOwn, carla] = [
        await unit.signedInAs(email),
        await unit.signedInAs("carla.moe@nordvarme.example"),
      ];
      expect((await unit.leader("GET", `${path}/${id}`)).status, "her leader before").toBe(404);
      expect((await carla("GET", `${path}/${id}`)).status, "her leader now").toBe(404);
      const kept = (await bosOwn("GET", `${path}/${id}`)).body;
      expect(kept).toMatchObject({ isOver: true, notes: "Kun mellem Karen og Bo", startsAt: null });
      const late = await bosOwn("PATCH", `${path}/${id}`, { notes: "x", version: kept.version });
      expect([late.status, late.body.type]).toEqual([422, "/problems/seriesOver"]);
      const theirs = await seriesOf(bosOwn);
      expect(theirs.map(({ name, isOver }: { name: string; isOver: boolean }) => [name, isOver])).toEqual(
        expect.arrayContaining([
          ["Karen Skovbo", true],
          ["Carla Moe", false],
        ]),
      );
      const started = theirs.find(({ name }: { name: string }) => name === "Carla Moe").nextId;
      expect((await carla("GET", `${path}/${started}`)).body).toMatchObject({ notes: "", history: [] });
    });

    test("where nobody leads, or several do, it is called off and nobody is chosen; a deputy is no successor", async () => {
      const email = "dan.holm@nordvarme.example";
      const dan = await personCalled("Dan Holm");
      await unit.leader("POST", path, { employeeId: dan.id, everyWeeks: 4, when });
      const office = await newUnit("Kontoret");
      await setRoles("Dan Holm", [{ role: "employee", unitId: office }]);
      await setRoles("Anna Lund", [
        { role: "employee", unitId: unit.unitId },
        { role: "leader", unitId: office, until: "2099-01-01" },
      ]);
      await handedOver();
      const [off, ...before] = await toldTo(email, "oneToOne");
      expect(off!.calendar!.method).toBe("CANCEL");
      expect(before).toHaveLength(1);
    });

    test("who is erased is taken out of the other's calendar first", async () => {
      const before = (await toldTo(karen, "oneToOne")).length;
      const { id } = await personCalled("Anna Lund");
      expect(
        (await seriesOf(unit.leader)).find(({ personId }: { personId: string }) => personId === id),
      ).toMatchObject({ nextAt: expect.any(String) });
      expect((await unit.leader("DELETE", `/api/privacy/people/${id}`)).status).toBe(200);
      const [off, ...others] = await toldTo(karen, "oneToOne");
      expect(others).toHaveLength(before);
      expect(off!.attachments![0]!.contentType).toContain("CANCEL");
    });
  });
});
