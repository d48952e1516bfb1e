import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { sql } from "kysely";
import { inOrganisation } from "#platform/database/index.ts";
import type { Env } from "#platform/http/context.ts";
import { Refused } from "#platform/http/problem.ts";
import { answers, json, newRoutes } from "#platform/http/routes.ts";
import { refuse } from "#platform/refusal.ts";
import { makeAttempts } from "../attempts.ts";
import { audit } from "../audit.ts";
import type { Identity } from "../identity.ts";
import { readSettings } from "../store.ts";
import type { Viewer } from "../viewer.ts";
import { Done } from "../wire.ts";
import { isEasyToGuess } from "./easyPassword.ts";
import { isFresh } from "./model.ts";
import { type Changed, tellOfChange } from "./notice.ts";
import { listPasskeys } from "./passkey.store.ts";
import { requireFresh, requireSession } from "./requireSession.ts";
import { listSignIns } from "./signIn.store.ts";
import { setCookies } from "./signInAs.ts";
import { text } from "./text.ts";
import { OwnAccess, PasswordChange, SignIn } from "./wire.ts";

const quarterOfAnHour = 15 * 60 * 1000;

/** What changed in how somebody gets in stands in the log, and she is told by mail. */
export const noteChange = (
  c: Context<Env>,
  viewer: Viewer,
  changed: Changed,
  named?: string,
): Promise<void> =>
  inOrganisation(c.var.db, viewer.organisationId, async (tx) => {
    const { personId } = viewer;
    await audit(tx, viewer.organisationId, { personId, aboutPersonId: personId, action: changed });
    await tellOfChange(tx, viewer, changed, { ...(named ? { named } : {}), baseUrl: c.var.config.baseUrl });
  });

async function hasPassword(c: Context<Env>, userId: string): Promise<boolean> {
  const { rows } = await sql`select from identity.account
    where user_id = ${userId} and provider_id = 'credential' and password is not null`.execute(c.var.db);
  return rows.length > 0;
}

/** How she gets in, her password, and when somebody came in as her. */
export function ownAccessRoutes(identity: Identity) {
  const attempts = makeAttempts(10, quarterOfAnHour);
  return newRoutes()
    .openapi(createRoute({ method: "get", path: "/access", responses: answers(OwnAccess) }), async (c) => {
      const { account, createdAt } = requireSession(c);
      const passkeys = await listPasskeys(c.var.db, account.id);
      return c.json(
        {
          hasPassword: await hasPassword(c, account.id),
          hasPasskey: passkeys.length > 0,
          isFresh: isFresh({ createdAt }, new Date()),
        },
        200,
      );
    })
    .openapi(
      createRoute({ method: "get", path: "/sign-ins", responses: answers(z.array(SignIn)) }),
      async (c) => {
        const { viewer } = requireSession(c);
        return c.json(
          await inOrganisation(c.var.db, viewer.organisationId, (tx) => listSignIns(tx, viewer)),
          200,
        );
      },
    )
    .openapi(
      createRoute({
        method: "put",
        path: "/password",
        request: { body: json(PasswordChange) },
        responses: answers(Done, "Every other session has ended."),
      }),
      async (c) => {
        const { account, viewer } = requireFresh(c);
        const { current, password } = c.req.valid("json");
        if (!(await hasPassword(c, account.id)))
          throw new Refused(refuse("noPassword", { status: 409 }), text);
        if (attempts.isTooMany(account.id, Date.now()))
          throw new Refused(refuse("tooManyTries", { field: "current", status: 429 }), text);
        const { name: organisation } = await inOrganisation(c.var.db, viewer.organisationId, (tx) =>
          readSettings(tx, viewer.organisationId),
        );
        if (await isEasyToGuess(password, [organisation, viewer.name, viewer.email, current]))
          throw new Refused(refuse("passwordEasy", { field: "password" }), text);
        const response = await identity.api
          .changePassword({
            body: { currentPassword: current, newPassword: password, revokeOtherSessions: true },
            headers: c.req.raw.headers,
            asResponse: true,
          })
          .catch(() => null);
        if (!response?.ok) throw new Refused(refuse("currentWrong", { field: "current" }), text);
        attempts.forget(account.id);
        setCookies(c, response.headers.getSetCookie());
        await noteChange(c, viewer, "password.changed");
        return c.json({ done: true as const }, 200);
      },
    )
    .openapi(createRoute({ method: "delete", path: "/password", responses: answers(Done) }), async (c) => {
      const { account, viewer } = requireFresh(c);
      const { numAffectedRows } = await sql`delete from identity.account
          where user_id = ${account.id} and provider_id = 'credential'`.execute(c.var.db);
      if (!numAffectedRows) throw new Refused(refuse("noPassword", { status: 409 }), text);
      await noteChange(c, viewer, "password.removed");
      return c.json({ done: true as const }, 200);
    });
}
