import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inOrganisation, inSystem } from "#platform/database/index.ts";
import { hasPoppler, readPdf } from "#platform/documents/testing/readPdf.ts";
import { releaseDue } from "../release.store.ts";
import { type UnitWithDecisions, unitWithDecisions } from "../testing/unit.ts";

let unit: UnitWithDecisions;
let pulse: Awaited<ReturnType<UnitWithDecisions["newPulse"]>>;
const madeUp = "/s/k/AAAAAAAAAAAAAAAAAAAAAA";

beforeAll(async () => {
  unit = await unitWithDecisions();
  pulse = await unit.newPulse();
});
afterAll(() => unit.close());

const cards = async () => (await unit.leader("GET", `${pulse.path}/cards`)).body;
type Card = { personId: string; name: string; link: string | null };
const cardOf = async (name: string): Promise<Card> =>
  (await cards()).cards.find((card: Card) => card.name === name);
const pathOf = (link: string | null) => new URL(link!).pathname;

/** A customer's phone: it keeps the cookie that a page leaves, if it takes any. */
function phone({ takesCookies = true, network = "" } = {}) {
  let cookie = "";
  const headers = () => ({
    ...(cookie ? { cookie } : {}),
    ...(network ? { "x-forwarded-for": network } : {}),
  });
  const get = async (path: string) => {
    const response = await unit.app.request(`http://localhost${path}`, { headers: headers() });
    const set = response.headers.get("set-cookie");
    if (set && takesCookies) cookie = set.split(";")[0]!;
    return { status: response.status, body: await response.text(), set };
  };
  const post = async (path: string, form: Record<string, string>) => {
    const response = await unit.app.request(`http://localhost${path}`, {
      method: "POST",
      headers: { ...headers(), "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(form).toString(),
    });
    const to = response.headers.get("location") ?? "";
    return {
      status: response.status,
      body: await response.text(),
      isCounted: to && !to.includes("counted=no"),
      to,
    };
  };
  const hidden = (body: string) =>
    Object.fromEntries(
      [...body.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [
        name!,
        value!,
      ]),
    );
  /** Opens the card and sends what is filled in. */
  const answer = async (path: string, form: Record<string, string>) =>
    post(path, { ...hidden((await get(path)).body), ...form });
  return { get, post, answer, hidden };
}

const responses = () =>
  inSystem(unit.db, (tx) => tx.selectFrom("response").selectAll().where("requestId", "is", null).execute());

describe("cards", () => {
  test("are made for everybody who meets customers, before anything is sent, and open when the measurement begins", async () => {
    expect(await cards()).toMatchObject({ isOn: false, cards: [] });
    expect((await unit.leader("POST", `${pulse.path}/cards`)).body.made).toBe(5);
    const anna = await cardOf("Anna Lund");
    expect(anna.link).toMatch(/\/s\/k\/[\w-]{22}$/);
    expect((await phone().get(pathOf(anna.link))).status).toBe(404);
    // Customers by card alone are enough to begin with.
    await pulse.makeReady();
    expect((await pulse.read()).obstacles).toEqual([]);
    expect((await pulse.start()).status).toBe(200);
    expect((await cardOf("Anna Lund")).link).toBe(anna.link);
    const page = await phone().get(pathOf(anna.link));
    expect(page.status).toBe(200);
    expect(page.body).toContain("Du har fået et kort af Anna Lund, Nordvarme.");
    expect(page.body.match(/<fieldset>/g)).toHaveLength(3);
    expect(page.body).not.toContain("/stop");
  });

  test("leave a device a number drawn by lot, for this round and nothing else", async () => {
    const { set } = await phone().get(pathOf((await cardOf("Anna Lund")).link));
    expect(set).toMatch(
      /^udlev-card-[0-9a-f]{12}=[\w-]{22}; Max-Age=\d+; Path=\/s\/k; HttpOnly; SameSite=Lax$/,
    );
    // Opened by anybody, as often as they like: nothing is kept here.
    const marks = await inSystem(unit.db, (tx) => tx.selectFrom("cardMark").selectAll().execute());
    expect(marks).toEqual([]);
  });
});

describe("an answer by card", () => {
  test("counts once for each device, and what comes beyond is told as such", async () => {
    const anna = pathOf((await cardOf("Anna Lund")).link);
    const bo = pathOf((await cardOf("Bo Kjær")).link);
    const one = phone();
    expect((await one.answer(anna, { q1: "5", q2: "0", comment: "Tak" })).isCounted).toBe(true);
    expect((await one.answer(anna, { q1: "1" })).isCounted).toBe(false);
    expect((await one.answer(bo, { q1: "1" })).isCounted).toBe(false);
    const said = await one.get(`${anna}/thanks?lang=da&counted=no`);
    expect(said.body).toContain("Kun det første svar tæller");
    expect(await responses()).toHaveLength(1);
    expect(await cards()).toMatchObject({ answered: 1, notCounted: 2 });
    expect((await phone().answer(bo, { q1: "4" })).isCounted).toBe(true);
  });

  test("that is sent again because its answer got lost is the same one", async () => {
    const anna = pathOf((await cardOf("Anna Lund")).link);
    const before = await cards();
    const one = phone();
    const form = { ...one.hidden((await one.get(anna)).body), q1: "4" };
    const both = await Promise.all([one.post(anna, form), one.post(anna, form)]);
    expect(both.map(({ isCounted }) => isCounted)).toEqual([true, true]);
    expect((await one.post(anna, form)).isCounted).toBe(true);
    expect(await cards()).toMatchObject({ answered: before.answered + 1, notCounted: before.notCounted });
  });

  test("counts once for a page that was opened where a device takes no cookies", async () => {
    const anna = pathOf((await cardOf("Anna Lund")).link);
    const one = phone({ takesCookies: false });
    const before = await cards();
    const form: Record<string, string> = { ...one.hidden((await one.get(anna)).body), q1: "4" };
    await one.post(anna, form);
    const again = { ...form, once: "" };
    expect((await one.post(anna, again)).isCounted).toBe(false);
    expect((await cards()).answered).toBe(before.answered + 1);
  });

  test("is not taken from a network that sends too many, and what was filled in is still there", async () => {
    const carla = pathOf((await cardOf("Carla Moe")).link);
    const before = await cards();
    for (let number = 0; number < 30; number++)
      expect((await phone({ network: `203.0.113.${number}` }).answer(carla, { q1: "3" })).status).toBe(303);
    const last = await phone({ network: "203.0.113.200" }).answer(carla, { q1: "3", comment: "Står endnu" });
    expect(last.status).toBe(429);
    expect(last.body).toContain("usædvanligt mange svar");
    expect(last.body).toContain("Står endnu");
    expect((await phone({ network: "198.51.100.1" }).answer(carla, { q1: "3" })).status).toBe(303);
    expect(await cards()).toMatchObject({
      answered: before.answered + 31,
      notCounted: before.notCounted + 1,
    });
  });

  test("with nothing in it, or with anything, is told what is wrong and stores nothing", async () => {
    const anna = pathOf((await cardOf("Anna Lund")).link);
    const before = (await responses()).length;
    expect((await phone().answer(anna, {})).status).toBe(422);
    const long = await phone().answer(anna, { comment: "x".repeat(4001), once: "'", mark: "../../" });
    expect([long.status, long.body.includes("xxx")]).toEqual([422, true]);
    expect(await responses()).toHaveLength(before);
  });

  test("says nothing of who sent it, and no mark lies beside it", async () => {
    for (const response of await responses()) {
      expect(response.requestId).toBeNull();
      expect(
        Object.keys(response).filter((column) => /mark|device|network|address|card/u.test(column)),
      ).toEqual([]);
    }
  });

  test("stands apart from those that were drawn by lot: own figures, no response rate", async () => {
    const besides = await inSystem(unit.db, (tx) =>
      tx.selectFrom("pulse").select(["id", "source", "besidePulseId"]).where("source", "=", "card").execute(),
    );
    expect(besides).toEqual([{ id: expect.any(String), source: "card", besidePulseId: pulse.id }]);
    const besideId = besides[0]!.id;
    await inOrganisation(unit.db, unit.organisationId, (tx) =>
      releaseDue(tx, { organisationId: unit.organisationId, pulseId: besideId }, new Date()),
    );
    const { personId } = await cardOf("Carla Moe");
    const carla = await unit.signedInAs("carla.moe@nordvarme.example");
    const { pulses } = (await carla("GET", "/api/pulse/results/mine")).body;
    expect(pulses).toHaveLength(1);
    expect(pulses[0]).toMatchObject({ source: "card", asked: 0, answered: 31, released: 31 });
    expect(pulses[0].title).toMatch(/ · med kort$/);
    expect(pulses[0].questions[0]).toMatchObject({ tier: "full", n: 31 });
    const unitResults = (await unit.leader("GET", `/api/pulse/results/units/${unit.unitId}`)).body.pulses;
    expect(
      unitResults.map(({ source, answered }: { source: string; answered: number }) => [source, answered > 0]),
    ).toEqual([
      ["lot", false],
      ["card", true],
    ]);
    expect((await unit.leader("GET", `${pulse.path}/progress`)).body.answered).toBe(0);
    // It is reached by the one it stands beside, and by no address of its own.
    expect((await unit.leader("GET", `/api/pulse/pulses/${besideId}`)).status).toBe(404);
    const listed = (await unit.leader("GET", `/api/pulse/pulses?unitId=${unit.unitId}`)).body;
    expect(listed.map(({ id }: { id: string }) => id)).toEqual([pulse.id]);
    expect(personId).toBeTruthy();
  });
});

describe("a card", () => {
  test("that is renewed or turned off says what one says that never was", async () => {
    const dan = await cardOf("Dan Holm");
    const put = (isOn: boolean) => unit.leader("PUT", `${pulse.path}/cards/${dan.personId}`, { isOn });
    expect((await put(true)).status).toBe(200);
    const renewed = await cardOf("Dan Holm");
    expect(renewed.link).not.toBe(dan.link);
    const shown = async (path: string) => {
      const asked = phone();
      const [page, sent, thanks] = [
        await asked.get(path),
        await asked.post(path, { q1: "5" }),
        await asked.get(`${path}/thanks`),
      ];
      return [page, sent, thanks].map(({ status, body }) => [status, body.replaceAll(path, "/s/k/KEY")]);
    };
    const unknown = await shown(madeUp);
    expect(unknown[0]![0]).toBe(404);
    expect(await shown(pathOf(dan.link))).toEqual(unknown);
    expect((await phone().get(pathOf(renewed.link))).status).toBe(200);
    await put(false);
    expect((await cardOf("Dan Holm")).link).toBeNull();
    expect(await shown(pathOf(renewed.link))).toEqual(unknown);
  });

  test("is the employee's to give: she sees her own and nobody else's", async () => {
    const bo = await unit.signedInAs("bo.kjaer@nordvarme.example");
    const own = (await bo("GET", "/api/pulse/cards/mine")).body;
    expect(own.map(({ link }: { link: string }) => link)).toEqual([(await cardOf("Bo Kjær")).link]);
    expect((await bo("GET", `${pulse.path}/cards`)).status).toBe(404);
    const anna = await unit.signedInAs("anna.lund@nordvarme.example");
    expect((await anna("GET", `/api/pulse/cards/mine/${own[0].cardId}/sheet.pdf`)).status).toBe(404);
    expect((await bo("GET", `/api/pulse/cards/mine/${own[0].cardId}/sheet.pdf`)).status).toBe(200);
  });

  test.skipIf(!hasPoppler())(
    "comes ten to a sheet of A4, a sheet for each employee who has one",
    async () => {
      const response = await unit.app.request(`http://localhost${pulse.path}/cards.pdf`, {
        headers: { cookie: unit.leader.cookie() },
      });
      const { text, pages, size, isTagged } = await readPdf(Buffer.from(await response.arrayBuffer()));
      expect([pages, isTagged]).toEqual([4, true]);
      expect(size).toContain("595.28 x 841.89");
      expect(text.match(/Anna Lund/g)).toHaveLength(10);
      expect(text).not.toContain("Dan Holm");
      expect(text.replace(/\s/g, "")).toContain(pathOf((await cardOf("Anna Lund")).link));
    },
  );

  test("closes with the measurement, and nothing is left of which devices answered", async () => {
    const anna = pathOf((await cardOf("Anna Lund")).link);
    const { version } = await pulse.read();
    await unit.leader("POST", `${pulse.path}/state`, { state: "closed", version });
    expect((await phone().get(anna)).status).toBe(404);
    expect(await inSystem(unit.db, (tx) => tx.selectFrom("cardMark").selectAll().execute())).toEqual([]);
    expect((await unit.leader("POST", `${pulse.path}/cards`)).status).toBe(409);
  });
});
