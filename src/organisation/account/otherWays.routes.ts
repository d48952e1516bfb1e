import { createRoute, z } from "@hono/zod-openapi";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { refuseWith } from "#platform/http/problem.ts";
import { answers, json, newRoutes } from "#platform/http/routes.ts";
import { makeAttempts } from "../attempts.ts";
import type { Identity } from "../identity.ts";
import { wayBack } from "../wayBack.ts";
import { Done } from "../wire.ts";
import { accountOfSubject, beginOidc, finishOidc, type Known, noteSubject } from "./oidc.ts";
import { beginSignIn, finishSignIn } from "./passkey.ts";
import { signInAccount, signInAs } from "./signInAs.ts";
import { PasskeyAnswer, PasskeyQuestion } from "./wire.ts";

const ticketCookie = "udlev-oidc";
const callbackPath = "/api/organisation/sign-in/oidc/back";
const leads = { 302: { description: "Leads on." } } as const;

/** Signing in by a passkey, and at the organisation's own provider. */
export function otherWays(identity: Identity) {
  // Everybody's together: what is guessed at here has no address to count by.
  const wrong = makeAttempts(300, 60_000);
  return newRoutes()
    .openapi(
      createRoute({ method: "post", path: "/sign-in/passkey/question", responses: answers(PasskeyQuestion) }),
      async (c) => {
        if (wrong.isTooMany("passkey", c.var.now().getTime())) throw refuseWith("tooMany");
        return c.json(await beginSignIn(c.var.db, c.var.config), 200);
      },
    )
    .openapi(
      createRoute({
        method: "post",
        path: "/sign-in/passkey",
        request: { body: json(PasskeyAnswer) },
        responses: answers(Done),
      }),
      async (c) => {
        const userId = await finishSignIn(c.var.db, c.var.config, c.req.valid("json"));
        if (!userId) throw refuseWith("passkey");
        await signInAccount(c, identity, "passkey", userId);
        return c.json({ done: true as const }, 200);
      },
    )
    .openapi(
      createRoute({
        method: "get",
        path: "/sign-in/oidc",
        request: {
          query: z.object({ to: z.string().max(2000).optional(), anew: z.enum(["yes"]).optional() }),
        },
        responses: leads,
      }),
      async (c) => {
        const { oidc, baseUrl } = c.var.config;
        if (!oidc) throw refuseWith("notFound");
        const { to: asked = null, anew } = c.req.valid("query");
        const to = wayBack(asked);
        try {
          const { url, ticket } = await beginOidc(c.var.db, oidc, baseUrl + callbackPath, {
            ...{ to, isAnew: anew === "yes" },
          });
          setCookie(c, ticketCookie, ticket, {
            ...{ path: callbackPath, httpOnly: true, sameSite: "Lax", maxAge: 600 },
            secure: baseUrl.startsWith("https:"),
          });
          return c.redirect(url, 302);
        } catch {
          return c.redirect("/sign-in?problem=away", 302);
        }
      },
    )
    .openapi(createRoute({ method: "get", path: "/sign-in/oidc/back", responses: leads }), async (c) => {
      const { oidc, baseUrl } = c.var.config;
      if (!oidc) throw refuseWith("notFound");
      const ticket = getCookie(c, ticketCookie);
      deleteCookie(c, ticketCookie, { path: callbackPath });
      const address = new URL(baseUrl + callbackPath + new URL(c.req.url).search);
      const known: Known | null = ticket
        ? await finishOidc(c.var.db, oidc, address, ticket).catch(() => null)
        : null;
      if (!known) return c.redirect("/sign-in?problem=refused", 302);
      const before = await accountOfSubject(c.var.db, known.subject);
      if (before) await signInAccount(c, identity, "provider", before);
      else {
        const userId = known.email ? await signInAs(c, identity, "provider", known.email) : null;
        if (!userId) return c.redirect("/sign-in?problem=unknown", 302);
        await noteSubject(c.var.db, known.subject, userId);
      }
      return c.redirect(known.to, 302);
    });
}
