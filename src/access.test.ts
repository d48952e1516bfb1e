import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Action, access, may } from "#organisation/access.ts";
import { accessDocument } from "#organisation/accessDocument.ts";
import type { HeldRole, Viewer } from "#organisation/model.ts";
import { addPerson, createOrganisation, setRoles } from "#organisation/store.ts";
import { inSystem } from "#platform/database/index.ts";
import { plausible, type Schema } from "#platform/http/plausible.ts";
import { newId } from "#platform/id.ts";
import { isRefusal } from "#platform/refusal.ts";
import { loadSample } from "./sample/index.ts";
import { type TestServer, testServer } from "./testing/server.ts";

/**
 * Who each route answers: an act of the access table, done to the customer service's things; everybody signed in (who is
 * shown what is hers); the two of a conversation; or everybody. A route that has no line here fails.
 */
const who: Record<string, Action | "signedIn" | "theTwo" | "open"> = {};
const say = (answer: Action | "signedIn" | "theTwo" | "open", room: string, routes: string) => {
  for (const line of routes.trim().split(/\s*\n\s*/u)) {
    const [methods = "", path = ""] = line.split(" ");
    for (const method of methods.split("|")) who[`${method} /api/${room}${path}`] = answer;
  }
};
say("open", "openapi.json", "GET ");
say("open", "meeting", "GET /look/{code}\nPOST /join");
say(
  "open",
  "organisation",
  `GET /installation
   POST /first
   POST /sample
   POST /sign-in/link
   POST /sign-in/confirm
   POST /sign-in/password
   POST /sign-in/passkey
   POST /sign-in/passkey/question
   GET /sign-in/oidc
   GET /sign-in/oidc/back
   POST /sign-out
   GET /session`,
);
say(
  "signedIn",
  "account",
  `GET|DELETE /sessions
   DELETE /sessions/{id}
   GET|POST /passkeys
   POST /passkeys/question
   DELETE /passkeys/{id}
   GET|POST /tokens
   DELETE /tokens/{id}
   GET /access
   GET /sign-ins
   PUT|DELETE /password`,
);
say(
  "organisation.manage",
  "webhooks",
  `GET|POST 
   PATCH|DELETE /{id}
   POST /{id}/secret
   POST /{id}/test
   GET /{id}/deliveries
   POST /{id}/deliveries/{deliveryId}/again`,
);
say("signedIn", "organisation", "GET /units");
say("organisation.see", "organisation", "GET /settings\nGET /look\nGET /look/logo");
say(
  "organisation.manage",
  "organisation",
  "PATCH /settings\nPATCH /look\nPOST /look/logo\nPOST /units\nPATCH /units/{id}",
);
say("people.see", "organisation", "GET /people");
say("unit.see", "organisation", "GET /units/{id}/deputies");
say("deputy.appoint", "organisation", "POST /units/{id}/deputies\nDELETE /units/{id}/deputies/{personId}");
say(
  "people.manage",
  "organisation",
  "POST /people\nPOST /people/file\nPATCH /people/{id}\nDELETE /people/{id}/sessions",
);
say("values.see", "values", "GET ");
say("values.edit", "values", "POST \nPATCH /{id}\nPUT /order\nPUT /purpose");
say("guide.see", "guide", "GET /guides\nGET /guides/{key}");
say(
  "guide.adapt",
  "guide",
  `GET|POST|DELETE /guides/{key}/editions
   POST /guides/{key}/editions/{guideId}/again
   GET|PUT|PATCH|DELETE /guides/{key}/draft`,
);
say("signedIn", "guide", "GET /journeys");
say("journey.see", "guide", "GET /journeys/{id}");
say(
  "journey.edit",
  "guide",
  "POST /journeys\nPATCH /journeys/{id}/precondition\nPATCH /journeys/{id}/steps/{stepKey}\nPUT /journeys/{id}/edition\nPUT /journeys/{id}/reminder",
);
say("signedIn", "behaviour", "GET /behaviours");
say("behaviour.edit", "behaviour", "POST /behaviours\nPATCH /behaviours/{id}");
say("signedIn", "behaviour", "GET|PUT /reminders");
say("signedIn", "guide", "PUT /reminders");
say("action.see", "behaviour", "GET /actions");
say("action.edit", "behaviour", "POST /actions\nPATCH /actions/{id}");
say(
  "journey.see",
  "preparation",
  "GET /journeys/{id}/statements\nGET /journeys/{id}/meetings\nGET /journeys/{id}/themes",
);
say(
  "journey.edit",
  "preparation",
  `POST /journeys/{id}/statements
   PATCH /journeys/{id}/statements/{statementId}
   PUT /journeys/{id}/picked
   POST /journeys/{id}/themes
   PATCH|DELETE /journeys/{id}/themes/{themeId}
   POST /journeys/{id}/statement-file
   POST /journeys/{id}/next-round`,
);
say(
  "meeting.lead",
  "preparation",
  `POST /journeys/{id}/meetings
   GET|PATCH /meetings/{id}
   GET /meetings/{id}/calendar.ics
   GET /meetings/{id}/invitation
   GET|POST /meetings/{id}/slides
   POST /meetings/{id}/slides/made
   PUT /meetings/{id}/slides/order
   PATCH|DELETE /meetings/{id}/slides/{slideId}
   PUT /meetings/{id}/agenda
   PUT /meetings/{id}/ready
   GET|POST /meetings/{id}/sessions
   POST /meetings/{id}/sessions/divided
   POST /meetings/{id}/sessions/aligned
   PUT /meetings/{id}/sessions/choice
   POST /meetings/{id}/participants/{participantId}/moved
   POST /meetings/{id}/agenda/suggested
   POST /meetings/{id}/participants
   PATCH|DELETE /meetings/{id}/participants/{participantId}
   POST /meetings/{id}/send
   POST /meetings/{id}/cancel
   POST /meetings/{id}/resume`,
);
say(
  "meeting.lead",
  "meeting",
  "GET /meetings/{id}\nGET /meetings/{id}/said\nPOST /meetings/{id}/leaders\nPOST /meetings/{id}/open\nPOST /meetings/{id}/photos\nPOST /meetings/{id}/slides",
);
say("meeting.see", "meeting", "GET /meetings/{id}/photos/{photoId}");
say(
  "signedIn",
  "pulse",
  "GET /pulses\nGET /cards/mine\nGET /cards/mine/{cardId}/sheet.pdf\nGET /results/mine\nGET /results/mine/unseen\nPOST /results/mine/remarks\nDELETE /results/mine/remarks/{id}",
);
say(
  "pulse.see",
  "pulse",
  `GET /pulses/{id}
   GET /pulses/{id}/cards
   GET /pulses/{id}/cards.pdf
   GET /pulses/{id}/employees
   GET /pulses/{id}/imports
   GET /pulses/{id}/imports/{importId}/report
   GET /pulses/{id}/preview
   GET /pulses/{id}/progress
   GET /pulses/{id}/unsure-mails
   GET /results/units/{unitId}/people`,
);
say(
  "pulse.manage",
  "pulse",
  `POST /pulses
   PATCH /pulses/{id}
   PUT /pulses/{id}/questions
   POST /pulses/{id}/cards
   PUT /pulses/{id}/cards/{personId}
   POST /units/{unitId}/contacts
   POST /pulses/{id}/contacts
   POST /pulses/{id}/customer-file
   POST /pulses/{id}/customers
   POST /pulses/{id}/start
   POST /pulses/{id}/state
   POST /pulses/{id}/test-mail
   POST /pulses/{id}/unsure-mails/{requestId}/again
   DELETE /pulses/{id}/imports/{importId}
   PATCH /results/units/{unitId}/comments/{id}`,
);
const resultFiles = (place: string) => `GET ${place}/figures.csv
   GET ${place}/figures.xlsx
   GET ${place}/report.pdf
   GET ${place}/charts/{pulseId}/{chart}`;
say(
  "results.seePerson",
  "pulse",
  `GET /results/people/{personId}
   GET /results/people/{personId}/comments
   ${resultFiles("/results/people/{personId}")}`,
);
say(
  "results.seeUnit",
  "pulse",
  `GET /results/units/{unitId}
   GET /results/units/{unitId}/comments
   ${resultFiles("/results/units/{unitId}")}`,
);
say("journey.edit", "pulse", "GET|POST /journeys/{id}/comments");
say("overview.see", "overview", "GET ");
say("signedIn", "follow-up", "GET /one-to-ones");
say("followUp.edit", "follow-up", "POST /one-to-ones");
say(
  "theTwo",
  "follow-up",
  `GET|PATCH /one-to-ones/{id}
   PATCH /one-to-ones/{id}/preparation
   PATCH /one-to-ones/{id}/series
   POST /one-to-ones/{id}/actions
   POST /one-to-ones/{id}/hold`,
);
say("followUp.see", "follow-up", "GET /review-meetings\nGET /review-meetings/{id}");
say(
  "followUp.edit",
  "follow-up",
  `POST /review-meetings
   PATCH /review-meetings/{id}
   POST /review-meetings/{id}/actions
   POST /review-meetings/{id}/decisions
   DELETE /review-meetings/{id}/decisions/{decisionId}
   POST /review-meetings/{id}/hold
   POST /review-meetings/{id}/live
   POST /review-meetings/{id}/next-round`,
);
say("thread.see", "thread", "GET /units/{unitId}");
say("overview.see", "thread", "GET /organisation");
say("journey.see", "thread", "GET /journeys/{id}/guide.docx\nGET /journeys/{id}/guide.pdf");
say(
  "meeting.see",
  "thread",
  `GET /meetings/{id}/minutes.docx
   GET /meetings/{id}/minutes.pdf
   GET /meetings/{id}/minutes`,
);
say("meeting.see", "preparation", "GET /units/{unitId}/meetings");
say(
  "meeting.lead",
  "preparation",
  `GET /meetings/{id}/slides.pptx
   GET /meetings/{id}/slides.pdf
   GET /meetings/{id}/agenda.docx
   GET /meetings/{id}/agenda.pdf
   GET /meetings/{id}/group-sheet.docx
   GET /meetings/{id}/group-sheet.pdf
   GET /meetings/{id}/poster.pdf`,
);
say("signedIn", "preparation", "GET /my/meetings");
say("signedIn", "privacy", "GET /audit\nGET /me/copy");
say("privacy.manage", "privacy", "GET /retention\nPOST /find\nDELETE /{kind}/{id}\nGET /{kind}/{id}/copy");

type Role = { name: string; visit: ReturnType<TestServer["browser"]>; viewer: Viewer | null };
type Route = { method: string; path: string; described: Described };
type Described = {
  parameters?: { in: string; name: string; required?: boolean; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
};

/** Each is a test of its own, so that what is many is no single long wait. */
const signedInAs = [
  "administrator",
  "hr",
  "somebody without a role",
  "leader of the unit until today",
  "leader of the unit until yesterday",
  "leader of the unit from tomorrow",
  "leader of the unit",
  "leader of another unit",
  "employee",
  "employee of another unit",
  "somebody of another organisation",
] as const;

let server: TestServer;
let routes: Route[];
let refs: Record<string, Schema>;
let roles: Role[];
let ids: Record<string, string>;

beforeAll(async () => {
  server = await testServer();
  const { email: leaderEmail } = await loadSample(server.db, server.config);
  const document = await (await server.app.request("/api/openapi.json")).json();
  refs = document.components?.schemas ?? {};
  routes = Object.entries(document.paths as Record<string, Record<string, Described>>).flatMap(
    ([path, methods]) =>
      Object.entries(methods).map(([method, described]) => ({
        method: method.toUpperCase(),
        path,
        described,
      })),
  );
  const first = async (table: string, where = "true") => {
    const { rows } = await inSystem(server.db, async (tx) => {
      return sql<{ id: string }>`select id from ${sql.table(table)} where ${sql.raw(where)} limit 1`.execute(
        tx,
      );
    });
    return rows[0]?.id ?? newId();
  };
  const unit = await first("unit", "name = 'Kundeservice'");
  const shop = await first("unit", "name = 'Kundebutikken'");
  const ofUnit = `unit_id = '${unit}'`;
  const journey = await first("journey", `${ofUnit} and id in (select journey_id from pulse)`);
  const inUnit = `journey_id = '${journey}'`;
  ids = {
    unitId: unit,
    journey,
    personId: await first("person", "email = 'bo.kjaer@nordvarme.example'"),
    chart: "means",
    meeting: await first("meeting", inUnit),
    pulse: await first("pulse", inUnit),
    behaviour: await first("behaviour", ofUnit),
    action: await first("action", ofUnit),
    review: await first("review_meeting", ofUnit),
    series: await first("one_to_one_series"),
  };
  const add = (
    tx: Parameters<typeof addPerson>[0],
    organisationId: string,
    email: string,
    held: HeldRole[],
  ) => addPerson(tx, organisationId, { name: email, email, locale: "da", roles: held });
  await inSystem(server.db, async (tx) => {
    const { organisationId } = await tx
      .selectFrom("organisation")
      .select("organisationId")
      .executeTakeFirstOrThrow();
    await add(tx, organisationId, "admin@nordvarme.example", [{ role: "administrator", unitId: null }]);
    await add(tx, organisationId, "hr@nordvarme.example", [{ role: "hr", unitId: null }]);
    await add(tx, organisationId, "nothing@nordvarme.example", []);
    await add(tx, organisationId, "leads@nordvarme.example", [{ role: "leader", unitId: unit }]);
    const deputises = async (email: string, from: number, until: number) => {
      const made = await add(tx, organisationId, email, [{ role: "leader", unitId: unit }]);
      if (isRefusal(made)) throw new Error(made.refusal);
      await sql`update role_assignment set starts_on = current_date + ${from}::int,
        ends_on = current_date + ${until}::int where person_id = ${made.id}`.execute(tx);
    };
    await deputises("deputy@nordvarme.example", -3, 0);
    await deputises("was.deputy@nordvarme.example", -30, -1);
    await deputises("will.be.deputy@nordvarme.example", 1, 30);
    await add(tx, organisationId, "shop@nordvarme.example", [{ role: "leader", unitId: shop }]);
    const other = {
      organisation: "Andetvarme",
      name: "Ulla",
      email: "ulla@andet.example",
      locale: "da" as const,
    };
    const made = await createOrganisation(tx, { ...other, userId: null });
    await setRoles(tx, made.organisationId, made.personId, [
      { role: "administrator", unitId: null },
      { role: "leader", unitId: made.unitId },
    ]);
  });
  const signedIn = async (
    name: (typeof signedInAs)[number],
    email: string,
    held: HeldRole[],
  ): Promise<Role> => {
    const personId = await first("person", `email = '${email}'`);
    const viewer = { personId, roles: held } as unknown as Viewer;
    return { name, visit: await server.signedInAs(email), viewer };
  };
  expect(leaderEmail).toContain("@");
  roles = [
    await signedIn("administrator", "admin@nordvarme.example", [{ role: "administrator", unitId: null }]),
    await signedIn("hr", "hr@nordvarme.example", [{ role: "hr", unitId: null }]),
    await signedIn("somebody without a role", "nothing@nordvarme.example", []),
    await signedIn("leader of the unit until today", "deputy@nordvarme.example", [
      { role: "leader", unitId: unit, until: "today" },
    ]),
    await signedIn("leader of the unit until yesterday", "was.deputy@nordvarme.example", []),
    await signedIn("leader of the unit from tomorrow", "will.be.deputy@nordvarme.example", []),
    await signedIn("leader of the unit", "leads@nordvarme.example", [{ role: "leader", unitId: unit }]),
    await signedIn("leader of another unit", "shop@nordvarme.example", [{ role: "leader", unitId: shop }]),
    await signedIn("employee", "anna.lund@nordvarme.example", [{ role: "employee", unitId: unit }]),
    await signedIn("employee of another unit", "jens.krogh@nordvarme.example", [
      { role: "employee", unitId: shop },
    ]),
    await signedIn("somebody of another organisation", "ulla@andet.example", []),
    { name: "nobody", visit: server.browser(), viewer: null },
  ];
  expect(roles.map(({ name }) => name)).toEqual([...signedInAs, "nobody"]);
  const webhook = { url: "https://crm.example/", events: ["person.added"] };
  ids.webhook = (await roles[0]!.visit("POST", "/api/webhooks", webhook)).body.id;
});
afterAll(() => server.close());

const roleOf = (name: string): Role => roles.find((role) => role.name === name)!;

/** The sample's own id for a name in a path, a query or a body. */
function idFor(path: string, name: string): string {
  if (name !== "id") return ids[name] ?? ids[name.replace(/Id$/u, "")] ?? newId();
  const kinds = [
    "journeys",
    "meetings",
    "pulses",
    "behaviours",
    "actions",
    "review-meetings",
    "one-to-ones",
    "units",
    "webhooks",
  ];
  const names = [
    "journey",
    "meeting",
    "pulse",
    "behaviour",
    "action",
    "review",
    "series",
    "unitId",
    "webhook",
  ];
  const kind = path.split("/").at(path.split("/").indexOf("{id}") - 1)!;
  if (kind === "{kind}") return ids.personId!;
  return ids[names[kinds.indexOf(kind)] ?? ""] ?? newId();
}

function ask({ visit }: Role, { method, path, described }: Route) {
  const query = (described.parameters ?? []).filter(
    (one) => one.in === "query" && (one.required || one.name === "unitId"),
  );
  const value = (name: string) => (name === "language" ? "da" : idFor(path, name));
  const search = query.map(({ name }) => `${name}=${value(name)}`).join("&");
  const filled = path.replaceAll(/\{(\w+)\}/gu, (_, name: string) =>
    name === "stepKey"
      ? "opening"
      : name === "key"
        ? "communication"
        : name === "kind"
          ? "people"
          : idFor(path, name),
  );
  const content = described.requestBody?.content ?? {};
  const json = content["application/json"]?.schema;
  const form = new FormData();
  const parts = content["multipart/form-data"]?.schema;
  for (const [part, words] of Object.entries((parts ? plausible(parts, refs, newId()) : {}) as object))
    form.set(part, String(words));
  form.set("file", new File(["navn\nord"], "fil.csv"));
  const body = json
    ? withUnit(plausible(json, refs, ids.personId!))
    : content["multipart/form-data"]
      ? form
      : undefined;
  return visit(method, search ? `${filled}?${search}` : filled, body);
}

/** A plausible body speaks of the customer service, as the path does. */
const withUnit = (body: unknown): unknown =>
  body && typeof body === "object" && !Array.isArray(body)
    ? {
        ...body,
        ...("unitId" in body ? { unitId: ids.unitId } : {}),
        ...("journeyId" in body ? { journeyId: ids.journey } : {}),
      }
    : body;

test("every route has a line that says who may", () => {
  const described = routes.map(({ method, path }) => `${method} ${path}`);
  expect(described.filter((route) => !(route in who))).toEqual([]);
  expect(
    Object.keys(who).filter((route) => route !== "GET /api/openapi.json" && !described.includes(route)),
  ).toEqual([]);
});

const mayAsk = (role: Role, rule: string): boolean => {
  if (rule === "open") return true;
  if (!role.viewer) return false;
  if (rule === "signedIn") return true;
  if (rule === "theTwo" || !(rule in access)) return false;
  if (role.name === "somebody of another organisation") return !/unit|journey|pulse|meeting/u.test(rule);
  return may(role.viewer, rule as Action, { unitId: ids.unitId });
};

test("nobody who is not signed in gets past a route that is not open, whatever she sends", async () => {
  const nobody = roles.at(-1)!;
  const wrong: string[] = [];
  for (const route of routes) {
    const name = `${route.method} ${route.path}`;
    if (who[name] === "open") continue;
    const answers = [await ask(nobody, route)];
    if (route.method !== "GET")
      answers.push(await nobody.visit(route.method, route.path, { no: "such field" }));
    for (const { status } of answers) if (status !== 401) wrong.push(`${name}: ${status}`);
  }
  expect(wrong).toEqual([]);
});

describe("who may not is refused, and a thing that is not hers is not found", () => {
  const organisationOnly = /^(organisation|values|people\.manage|guide|overview|privacy)/u;
  test.each(signedInAs)("%s", async (roleName) => {
    const wrong: string[] = [];
    for (const route of routes) {
      const name = `${route.method} ${route.path}`;
      const rule = who[name]!;
      if (rule === "open" || rule === "signedIn" || mayAsk(roleOf(roleName), rule)) continue;
      if (roleName === "somebody of another organisation" && organisationOnly.test(rule)) continue;
      const { status } = await ask(roleOf(roleName), route);
      const expected = organisationOnly.test(rule) ? 403 : 404;
      if (status !== expected) wrong.push(`${name}: ${status}, not ${expected}`);
    }
    expect(wrong).toEqual([]);
  });
});

describe("who may is answered", () => {
  test.each(signedInAs.filter((name) => !name.includes("organisation")))("%s", async (roleName) => {
    const wrong: string[] = [];
    for (const route of routes.filter(
      ({ method, path }) => method === "GET" && !/\{(import|photo|card)Id\}|cards\.pdf/u.test(path),
    )) {
      const name = `${route.method} ${route.path}`;
      if (who[name] === "open" || !mayAsk(roleOf(roleName), who[name]!)) continue;
      // Documents are slow to write, and a deputy is asked about everything else.
      if (roleName.endsWith("until today") && /\.(pdf|docx|pptx)$/u.test(name)) continue;
      const { status } = await ask(roleOf(roleName), route);
      if (status !== 200) wrong.push(`${name}: ${status}`);
    }
    expect(wrong).toEqual([]);
  });
});

describe("who may change something is not turned away at the door", () => {
  test.each(signedInAs)("%s", async (roleName) => {
    const wrong: string[] = [];
    for (const route of routes.filter(({ method }) => method !== "GET")) {
      const name = `${route.method} ${route.path}`;
      // Signing out everywhere would end what is tried here.
      if (who[name] === "open" || /sessions/u.test(name) || !mayAsk(roleOf(roleName), who[name]!)) continue;
      const { status } = await ask(roleOf(roleName), route);
      if ([401, 403].includes(status)) wrong.push(`${name}: ${status}`);
    }
    expect(wrong).toEqual([]);
  });
});

test("what is printed is how it is asked", () => {
  const file = join(import.meta.dirname, "../docs/ACCESS.md");
  // npm run access
  if (process.env.PRINT_ACCESS) writeFileSync(file, accessDocument(who));
  const printed = readFileSync(file, "utf8").split("\n");
  const now = accessDocument(who).split("\n").map(cells);
  // A route that is newer than the print is missing there; nothing there may be otherwise than it is.
  for (const line of printed) if (line.startsWith("|")) expect(now, line).toContainEqual(cells(line));
});
const cells = (line: string): string[] => line.split("|").map((cell) => cell.trim().replace(/^-+$/u, "-"));
