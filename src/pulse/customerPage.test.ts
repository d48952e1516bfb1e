import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { inOrganisation, inSystem } from "#platform/database/index.ts";
import { keyHash } from "#platform/keys.ts";
import { linkIn, type UnitWithDecisions, unitWithDecisions } from "./testing/unit.ts";
import { tick } from "./tick.ts";

let unit: UnitWithDecisions;
let pulse: Awaited<ReturnType<UnitWithDecisions["newPulse"]>>;
let link: Record<string, string>;
const madeUp = "/s/AAAAAAAAAAAAAAAAAAAAAA";

beforeAll(async () => {
  unit = await unitWithDecisions();
  pulse = await unit.newPulse();
  await pulse.makeReady();
  const { questions } = await pulse.read();
  const english = (question: { textEn: string }, index: number) =>
    question.textEn || `Question ${index + 1}?`;
  await unit.leader("PUT", `${pulse.path}/questions`, {
    questions: questions.map((question: { textEn: string }, index: number) => ({
      ...question,
      textEn: english(question, index),
    })),
    version: (await pulse.read()).version,
  });
  const names = ["anne", "bent", "carl", "dora", "eva", "finn", "gerda", "hans"];
  await pulse.addContacts(...names.map((name) => `${name}@kunder.example`));
  await pulse.start();
  await inOrganisation(unit.db, unit.organisationId, (tx) =>
    tick(
      tx,
      unit.config,
      { organisationId: unit.organisationId, pulseId: pulse.id },
      new Date(Date.now() + 1000),
    ),
  );
  const mails = await inSystem(unit.db, (tx) =>
    tx.selectFrom("mail").select(["toEmail", "content"]).where("kind", "=", "pulse").execute(),
  );
  link = Object.fromEntries(
    mails.map(({ toEmail, content }) => [
      toEmail.split("@")[0]!,
      linkIn(content as unknown as { text: string }),
    ]),
  );
});
afterAll(() => unit.close());

const get = async (path: string, headers: Record<string, string> = {}) => {
  const response = await unit.app.request(`http://localhost${path}`, { headers });
  return { status: response.status, headers: response.headers, body: await response.text() };
};
/** A form as a browser sends it; mail programs send the same without an origin. */
const post = async (path: string, form: Record<string, string>, headers: Record<string, string> = {}) => {
  const response = await unit.app.request(`http://localhost${path}`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    body: new URLSearchParams(form).toString(),
  });
  return { status: response.status, headers: response.headers, body: await response.text() };
};
const responses = () =>
  inSystem(unit.db, (tx) => tx.selectFrom("response").selectAll().orderBy("submittedOn").execute());
const responseTo = async (path: string) => {
  const hash = keyHash(path.split("/")[2]!);
  return inSystem(unit.db, async (tx) => {
    const response = await tx
      .selectFrom("response")
      .innerJoin("request", "request.id", "response.requestId")
      .selectAll("response")
      .where("request.keyHash", "=", hash)
      .executeTakeFirst();
    if (!response) return null;
    const answers = await tx
      .selectFrom("answer")
      .innerJoin("question", "question.id", "answer.questionId")
      .select(["question.position", "answer.score"])
      .where("responseId", "=", response.id)
      .orderBy("question.position")
      .execute();
    return { ...response, answers: answers.map(({ position, score }) => [position + 1, score]) };
  });
};

describe("the page", () => {
  test("is plain HTML in one request of at most 14 KB, with nothing to fetch and one script it does without", async () => {
    const { status, body, headers } = await get(link.anne!);
    expect(status).toBe(200);
    expect(gzipSync(body).length).toBeLessThanOrEqual(14 * 1024);
    const [scripts, rest] = [
      body.match(/<script>.*?<\/script>/gs) ?? [],
      body.replace(/<script>.*?<\/script>/gs, ""),
    ];
    expect(rest).not.toMatch(/<script|<img|<iframe|@import|url\(|\son\w+=|src=/i);
    expect([...body.matchAll(/<link [^>]*>/g)].map(String)).toEqual(['<link rel="icon" href="data:,">']);
    const policy = headers.get("content-security-policy")!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("unsafe");
    // The one script is known by its hash: what a text might bring in does not run.
    const hash = createHash("sha256")
      .update(scripts[0]!.slice("<script>".length, -"</script>".length))
      .digest("base64");
    expect([scripts.length, policy.includes(`script-src 'sha256-${hash}'`)]).toEqual([1, true]);
    // Kept for going back to it as it was filled in, and asked for anew when it is opened.
    expect(headers.get("cache-control")).toBe("private, no-cache");
    expect(headers.get("x-robots-tag")).toContain("noindex");
    expect(headers.get("set-cookie")).toBeNull();
  });

  test("says who asks, why, what happens with the answer, and how to say no for good", async () => {
    const { body } = await get(link.anne!);
    expect(body).toContain("Hvordan oplevede du kontakten med Nordvarme?");
    expect(body).toContain("5. januar 2026");
    expect(body).toContain("når mindst fem har svaret");
    expect(body).toContain(`href="${link.anne}/stop?lang=da"`);
    expect(body.match(/<fieldset>/g)).toHaveLength(3);
    expect(body.match(/<legend>/g)).toHaveLength(3);
    expect(body.match(/type="radio"/g)).toHaveLength(18);
  });

  test("is written in the customer's language, and in the other at a press", async () => {
    expect((await get(link.anne!)).body).toContain('<html lang="da">');
    const english = await get(`${link.anne}?lang=en`);
    expect(english.body).toContain('<html lang="en">');
    expect(english.body).toContain("Strongly agree");
    expect(english.body).toContain(`href="${link.anne}?lang=da"`);
    expect((await get(`${link.anne}?lang=xx`)).body).toContain('<html lang="da">');
  });

  test("opens the questions to a customer whatever her texts hold", async () => {
    const nasty = '</textarea><script>alert(1)</script>"><b>';
    await post(link.hans!, { comment: nasty, contact: "yes", detail: nasty });
    const { body } = await get(link.hans!);
    expect(body).not.toContain("<script>alert");
    expect(body).toContain("&lt;script&gt;");
  });
});

describe("opening changes nothing", () => {
  test("a scanner that opens every link of a mail twice leaves no answer and no no", async () => {
    const before = await responses();
    const paths = ["", "?a=1.1", "?a=1.5", "/stop", "?lang=en", "/thanks"].map(
      (part) => `${link.anne}${part}`,
    );
    for (const path of [...paths, ...paths]) {
      await get(path);
      await unit.app.request(`http://localhost${path}`, { method: "HEAD" });
    }
    expect(await responses()).toEqual(before);
    const { optedOutAt } = await inSystem(unit.db, (tx) =>
      tx
        .selectFrom("customer")
        .select("optedOutAt")
        .where("email", "=", "anne@kunder.example")
        .executeTakeFirstOrThrow(),
    );
    expect(optedOutAt).toBeNull();
  });

  test("an answer clicked in the mail is filled in, and nothing else", async () => {
    const { body } = await get(`${link.anne}?a=1.4`);
    expect(body.match(/ checked/g)).toHaveLength(1);
    expect(body).toContain('name="q1" value="4" checked');
    expect((await get(`${link.anne}?a=4.4`)).body).not.toContain(" checked");
  });
});

describe("sending", () => {
  test("keeps the answer, thanks, and shows it again for changing", async () => {
    const sent = await post(link.bent!, { q1: "5", q2: "0", comment: "Tak for hjælpen" });
    expect([sent.status, sent.headers.get("location")]).toEqual([303, `${link.bent}/thanks?lang=da`]);
    expect((await get(`${link.bent}/thanks`)).body).toContain("Tak for dit svar");
    expect(await responseTo(link.bent!)).toMatchObject({
      answers: [
        [1, 5],
        [2, null],
      ],
      comment: "Tak for hjælpen",
      version: 1,
    });
    const again = await get(link.bent!);
    expect(again.body).toContain("Du har svaret før.");
    expect(again.body).toContain('name="q1" value="5" checked');
    expect(again.body).toContain(">Tak for hjælpen</textarea>");

    await post(link.bent!, { q1: "3", q3: "4" });
    expect(await responseTo(link.bent!)).toMatchObject({
      answers: [
        [1, 3],
        [3, 4],
      ],
      comment: "",
      version: 2,
    });
  });

  test("keeps the day only: the minute would tell who it was", async () => {
    expect((await responseTo(link.bent!))!.submittedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  test("one customer who presses many times at once has one answer", async () => {
    const presses = Array.from({ length: 8 }, (_, index) =>
      post(link.carl!, { q1: String((index % 5) + 1) }),
    );
    const statuses = (await Promise.all(presses)).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([303]));
    const stored = await responseTo(link.carl!);
    expect(stored!.answers).toHaveLength(1);
    const hashes = await responses();
    expect(hashes.filter(({ requestId }) => requestId === stored!.requestId)).toHaveLength(1);
  });

  test("nothing is kept of an answer with nothing in it; what was written stands on the page", async () => {
    const empty = await post(link.dora!, { comment: "  " });
    expect(empty.status).toBe(422);
    expect(empty.body).toContain('role="alert"');
    expect(empty.body).toContain("Her er ikke noget svar endnu.");
    const unreachable = await post(link.dora!, { q1: "4", comment: "Ring", contact: "yes", lang: "en" });
    expect(unreachable.status).toBe(422);
    expect(unreachable.body).toContain('<html lang="en">');
    expect(unreachable.body).toContain('name="q1" value="4" checked');
    expect(unreachable.body).toContain(">Ring</textarea>");
    // At the top with a way to the field, and at the field.
    expect(unreachable.body).toContain('<a href="#detail">Write how we can reach you');
    expect(unreachable.body).toContain('aria-describedby="detail-wrong" aria-invalid="true"');
    expect(unreachable.body).toContain('id="detail-wrong">Write how we can reach you');
    expect(await responseTo(link.dora!)).toBeNull();
  });

  test("whatever is sent is answered with a page", async () => {
    const send = async (body: BodyInit, type: string) =>
      (
        await unit.app.request(`http://localhost${link.dora}`, {
          method: "POST",
          headers: { "content-type": type },
          body,
        })
      ).status;
    expect(await send("{", "application/json")).toBe(422);
    expect(await send("q1=9&q2=%00&q1=%ff", "application/x-www-form-urlencoded")).toBe(422);
    expect(await send("--x--", "multipart/form-data; boundary=x")).toBe(422);
    expect(await send(`comment=${"x".repeat(5000)}`, "application/x-www-form-urlencoded")).toBe(422);
    expect(await send(`comment=${"x".repeat(100_000)}`, "application/x-www-form-urlencoded")).toBe(413);
    expect(await responseTo(link.dora!)).toBeNull();
    expect(await send("q1=2&comment=a%00b", "application/x-www-form-urlencoded")).toBe(303);
    expect((await responseTo(link.dora!))!.comment).toBe("ab");
  });

  test("who wants to be called becomes the leader's task, once; who changes her mind takes it back", async () => {
    const tasks = () =>
      inSystem(unit.db, (tx) =>
        tx
          .selectFrom("action")
          .select(["title", "state", "visibleTo"])
          .where("title", "like", "%12 34 56 78%")
          .execute(),
      );
    const wish = { q1: "2", contact: "yes", detail: "12 34 56 78" };
    await post(link.eva!, wish);
    await post(link.eva!, wish);
    expect(await tasks()).toEqual([
      {
        title: `Kontakt en kunde, der har bedt om det: 12 34 56 78 (svar i “${(await pulse.read()).title}”)`,
        ...{ state: "open", visibleTo: "owner" },
      },
    ]);
    // Whoever reads the list sees by whom it was done and when; undone, that is gone.
    const listed = async () => {
      const { body } = await unit.leader("GET", "/api/behaviour/actions?mine=true");
      return body.find(({ title }: { title: string }) => title.includes("12 34 56 78"));
    };
    const { id, version } = await listed();
    const set = (state: string, at: number) =>
      unit.leader("PATCH", `/api/behaviour/actions/${id}`, { state, version: at });
    await set("done", version);
    expect(await listed()).toMatchObject({
      ...{ state: "done", doneBy: "Karen Skovbo", doneAt: expect.stringMatching(/^\d{4}-/) },
    });
    await set("open", version + 1);
    expect(await listed()).toMatchObject({ state: "open", doneBy: null, doneAt: null });
    await post(link.eva!, { q1: "2" });
    // Her number is gone with it.
    expect(await tasks()).toEqual([]);
    expect((await responseTo(link.eva!))!.contactDetail).toBe("");
  });
});

describe("saying no for good", () => {
  const optedOut = async (email: string) => {
    const { optedOutAt } = await inSystem(unit.db, (tx) =>
      tx.selectFrom("customer").select("optedOutAt").where("email", "=", email).executeTakeFirstOrThrow(),
    );
    return optedOutAt !== null;
  };
  test("takes a press: the page that opens only asks", async () => {
    const page = await get(`${link.finn}/stop`);
    expect(page.body).toContain(`<form method="post" action="${link.finn}/stop">`);
    expect(await optedOut("finn@kunder.example")).toBe(false);
    const said = await post(`${link.finn}/stop`, { lang: "da" }, { origin: "http://localhost" });
    expect(said.body).toContain("Du bliver ikke spurgt igen");
    expect(await optedOut("finn@kunder.example")).toBe(true);
  });

  test("a mail program says it for her with one POST, without cookie, origin or page (RFC 8058)", async () => {
    const said = await post(`${link.gerda}/stop`, { "List-Unsubscribe": "One-Click" });
    expect(said.status).toBe(200);
    expect(await optedOut("gerda@kunder.example")).toBe(true);
  });
});

describe("links that open nothing", () => {
  test("unknown, closed and expired ones answer alike in content, status and work, whatever is asked", async () => {
    const asked = [
      (path: string) => get(path),
      (path: string) => get(`${path}?lang=en`),
      (path: string) => get(`${path}/thanks`),
      (path: string) => post(path, { q1: "5" }),
      (path: string) => get(`${path}/stop`),
      (path: string) => post(`${path}/stop`, {}),
    ];
    // Work is told by what the database is asked for: as many questions, and so as much time, for each.
    const queries = vi.spyOn(pg.Client.prototype, "query");
    const answersOf = async (path: string) => {
      const answers = [];
      for (const ask of asked) {
        queries.mockClear();
        const { status, body, headers } = await ask(path);
        const shown = body.replaceAll(path, "/s/KEY");
        answers.push([
          status,
          shown,
          headers.get("content-security-policy"),
          body.length,
          queries.mock.calls.length,
        ]);
      }
      return answers;
    };
    const unknown = await answersOf(madeUp);
    expect(unknown[0]![0]).toBe(404);
    expect(unknown[0]![1]).toContain("Her kan du ikke svare");
    expect(unknown.map((answer) => answer.at(-1))).toEqual([3, 3, 3, 3, 0, 6]);

    const stored = (await responses()).length;
    const setEnd = (closesAt: Date, state: string) =>
      inSystem(unit.db, (tx) => tx.updateTable("pulse").set({ closesAt, state }).execute());
    await setEnd(new Date(Date.now() - 1000), "open");
    expect(await answersOf(link.bent!)).toEqual(unknown);
    await setEnd(new Date(Date.now() + 86_400_000), "closed");
    expect(await answersOf(link.bent!)).toEqual(unknown);
    queries.mockRestore();
    expect(await responses()).toHaveLength(stored);
    // Pausing stops the mails, not the answers.
    await setEnd(new Date(Date.now() + 86_400_000), "paused");
    expect((await get(link.bent!)).status).toBe(200);
  });

  test("made-up addresses of any shape get the kind page", async () => {
    for (const path of [
      "/s/x",
      "/s/%00",
      "/s/%F0%9F%98%80",
      `/s/${"x".repeat(3000)}`,
      "/s/..%2f..",
      "/s/try/a/b",
    ])
      expect((await get(path)).status).toBe(404);
  });
});
