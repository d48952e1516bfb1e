import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Config } from "#platform/config.ts";
import { type Database, inOrganisation, inSystem } from "#platform/database/index.ts";
import type { Env } from "#platform/http/context.ts";
import { orProblem, Refused } from "#platform/http/problem.ts";
import { answers, json, newRoutes } from "#platform/http/routes.ts";
import { queueMail } from "#platform/mail/index.ts";
import { refuse } from "#platform/refusal.ts";
import { isEasyToGuess } from "./account/easyPassword.ts";
import { noteRefusedSignIn } from "./account/signIn.store.ts";
import { deviceOf, ensureAccount, setCookies, signIn, signInAs } from "./account/signInAs.ts";
import { text as accountText } from "./account/text.ts";
import { makeAttempts } from "./attempts.ts";
import { type Identity, linkLifetimeMinutes } from "./identity.ts";
import {
  claimInstallation,
  createOrganisation,
  isEmptyInstallation,
  personByEmail,
  readSettings,
  unitNames,
} from "./store.ts";
import { text } from "./text.ts";
import type { Viewer } from "./viewer.ts";
import { wayBack } from "./wayBack.ts";
import { ConfirmLink, Done, First, Installation, Session, SignInByLink, SignInByPassword } from "./wire.ts";

const quarterOfAnHour = 15 * 60 * 1000;

/** The mail with the link, in the language of the person it goes to. */
export const sendSignInLink =
  (db: Database, config: Config) =>
  async ({ email, token, to }: { email: string; token: string; to: string }): Promise<void> => {
    const person = await inSystem(db, (tx) => personByEmail(tx, email));
    if (!person) return;
    const t = text(person.locale as "da" | "en");
    await inOrganisation(db, person.organisationId, (tx) =>
      queueMail(tx, {
        organisationId: person.organisationId,
        to: { name: person.name, email },
        subject: t("mail.signIn.subject"),
        text: t("mail.signIn.text", {
          name: person.name,
          minutes: linkLifetimeMinutes,
          link: `${config.baseUrl}/sign-in/link/${token}${to === "/" ? "" : `?to=${encodeURIComponent(to)}`}`,
        }),
        kind: "signIn",
      }),
    );
  };

/** The account that the library's answer tells of, and its cookie on ours; null where it let nobody in. */
async function enteredBy(
  c: Context,
  response: Response | null,
): Promise<{ id: string; email: string } | null> {
  const cookies = response?.headers.getSetCookie().filter((each) => each.includes("session_token=")) ?? [];
  if (!response?.ok || cookies.length === 0) return null;
  setCookies(c, cookies);
  return ((await response.json()) as { user: { id: string; email: string } }).user;
}

/** Whoever guesses is answered alike; she whose password it would have been can see it. */
async function noteRefused(c: Context<Env>, email: string): Promise<void> {
  const person = await inSystem(c.var.db, (tx) => personByEmail(tx, email));
  if (!person) return;
  const { organisationId, id: personId } = person;
  await inOrganisation(c.var.db, organisationId, (tx) =>
    noteRefusedSignIn(tx, { organisationId, personId }, { way: "password", ...deviceOf(c) }),
  );
}

export function signInRoutes(
  identity: Identity,
  loadSample: (db: Database, config: Config) => Promise<{ email: string; isNew: boolean }>,
) {
  const attempts = makeAttempts(10, quarterOfAnHour);
  const guard = (key: string, now: Date) => {
    if (attempts.isTooMany(key, now.getTime()))
      throw new Refused(refuse("tooManyTries", { status: 429 }), text);
  };

  return (
    newRoutes()
      .openapi(
        createRoute({ method: "get", path: "/installation", responses: answers(Installation) }),
        async (c) => {
          const isEmpty = await inSystem(c.var.db, isEmptyInstallation);
          const { smtpUrl, oidc } = c.var.config;
          return c.json({ isEmpty, mailIsKeptHere: !smtpUrl, provider: oidc?.name ?? null }, 200);
        },
      )
      // Whether somebody is signed in is a question, not a demand: every page asks it, and "nobody" is an answer.
      .openapi(
        createRoute({ method: "get", path: "/session", responses: answers(Session.nullable()) }),
        async (c) => {
          const viewer = c.var.viewer as Viewer | null;
          if (!viewer) return c.json(null, 200);
          return inOrganisation(c.var.db, viewer.organisationId, async (tx) => {
            const settings = await readSettings(tx, viewer.organisationId);
            const units = new Map(
              (await unitNames(tx, viewer.organisationId)).map((unit) => [unit.id, unit.name]),
            );
            return c.json(
              {
                person: {
                  id: viewer.personId,
                  name: viewer.name,
                  email: viewer.email,
                  locale: viewer.locale,
                },
                organisation: {
                  id: viewer.organisationId,
                  name: settings.name,
                  timeZone: settings.timeZone,
                  isSample: settings.isSample,
                },
                roles: viewer.roles.map((held) => ({
                  ...held,
                  unitName: held.unitId ? (units.get(held.unitId) ?? null) : null,
                })),
              },
              200,
            );
          });
        },
      )
      .openapi(
        createRoute({
          method: "post",
          path: "/first",
          request: { body: json(First) },
          responses: answers(Done),
        }),
        async (c) => {
          const first = c.req.valid("json");
          if (await isEasyToGuess(first.password, [first.organisation, first.name, first.email]))
            throw new Refused(refuse("passwordEasy", { field: "password" }), accountText);
          // Two who press at once must not both become the first.
          const created = await inSystem(c.var.db, async (tx) => {
            if (!(await claimInstallation(tx))) return refuse("alreadySetUp", { status: 409 });
            return createOrganisation(tx, { ...first, userId: null });
          });
          orProblem(created, text);
          const response = await identity.api.signUpEmail({
            body: { name: first.name, email: first.email, password: first.password },
            headers: c.req.raw.headers,
            asResponse: true,
          });
          // Whoever sets up the installation owns it: the address counts as hers, or her first sign-in by link
          // would be taken for somebody else's and end her other sessions.
          await c.var.db
            .withSchema("identity")
            .updateTable("user" as never)
            .set({ emailVerified: true } as never)
            .where("email" as never, "=", first.email as never)
            .execute();
          await signIn(c, identity, "setUp", () => enteredBy(c, response));
          return c.json({ done: true as const }, 200);
        },
      )
      .openapi(createRoute({ method: "post", path: "/sample", responses: answers(Done) }), async (c) => {
        const { email, isNew } = await loadSample(c.var.db, c.var.config);
        if (!isNew) throw new Refused(refuse("alreadySetUp", { status: 409 }), text);
        await signInAs(c, identity, "setUp", email);
        return c.json({ done: true as const }, 200);
      })
      .openapi(
        createRoute({
          method: "post",
          path: "/sign-in/link",
          request: { body: json(SignInByLink) },
          responses: answers(Done),
        }),
        async (c) => {
          const { email, to } = c.req.valid("json");
          guard(`link:${email}`, c.var.now());
          // Whoever asks is answered alike: whether the address belongs to anybody is not told.
          const person = await inSystem(c.var.db, (tx) => personByEmail(tx, email));
          if (person) {
            await ensureAccount(c.var.db, person);
            await identity.api.signInMagicLink({
              body: { email, callbackURL: wayBack(to ?? null) },
              headers: c.req.raw.headers,
            });
          }
          return c.json({ done: true as const }, 200);
        },
      )
      .openapi(
        createRoute({
          method: "post",
          path: "/sign-in/confirm",
          request: { body: json(ConfirmLink) },
          responses: answers(Done),
        }),
        async (c) => {
          const { token } = c.req.valid("json");
          const entered = await signIn(c, identity, "link", async () =>
            enteredBy(
              c,
              await identity.api
                .magicLinkVerify({ query: { token }, headers: c.req.raw.headers, asResponse: true })
                .catch(() => null),
            ),
          );
          if (!entered) throw new Refused(refuse("linkUsed", { status: 410 }), text);
          return c.json({ done: true as const }, 200);
        },
      )
      .openapi(
        createRoute({
          method: "post",
          path: "/sign-in/password",
          request: { body: json(SignInByPassword) },
          responses: answers(Done),
        }),
        async (c) => {
          const body = c.req.valid("json");
          guard(`password:${body.email}`, c.var.now());
          const entered = await signIn(c, identity, "password", async () =>
            enteredBy(
              c,
              await identity.api
                .signInEmail({ body, headers: c.req.raw.headers, asResponse: true })
                .catch(() => null),
            ),
          );
          if (!entered) {
            await noteRefused(c, body.email);
            throw new Refused(refuse("passwordWrong", { field: "password" }), text);
          }
          attempts.forget(`password:${body.email}`);
          return c.json({ done: true as const }, 200);
        },
      )
      .openapi(createRoute({ method: "post", path: "/sign-out", responses: answers(Done) }), async (c) => {
        const response = await identity.api
          .signOut({ headers: c.req.raw.headers, asResponse: true })
          .catch(() => null);
        setCookies(c, response?.headers.getSetCookie() ?? []);
        return c.json({ done: true as const }, 200);
      })
  );
}
