import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { inOrganisation } from "#platform/database/index.ts";
import type { Env } from "#platform/http/context.ts";
import { orProblem, refuseWith } from "#platform/http/problem.ts";
import { answers, json, newRoutes } from "#platform/http/routes.ts";
import { isRefusal } from "#platform/refusal.ts";
import { audit } from "../audit.ts";
import type { Identity } from "../identity.ts";
import { requireViewer } from "../viewer.ts";
import { Done } from "../wire.ts";
import { listPasskeys, removePasskey } from "./passkey.store.ts";
import { beginPasskey, finishPasskey } from "./passkey.ts";
import { endSessions, listSessions } from "./session.store.ts";
import { text } from "./text.ts";
import { listTokens, makeToken, revokeToken } from "./token.store.ts";
import { MadeToken, NewPasskey, NewToken, Passkey, PasskeyQuestion, SignedInOn, Token } from "./wire.ts";

const ofToken = z.object({ id: z.uuid() });
const ofSession = z.object({ id: z.string().min(1).max(100) });

/** The session that a request came with: only a browser that is signed in has one. */
async function requireSession(c: Context<Env>, identity: Identity) {
  requireViewer(c);
  const session = await identity.api.getSession({ headers: c.req.raw.headers });
  if (!session) throw refuseWith("unauthorized");
  return { user: session.user, userId: session.user.id, sessionId: session.session.id };
}

/** What is a person's own: how she signs in, where she is signed in, and the tokens of her programs. */
export const accountRoutes = (identity: Identity) =>
  newRoutes()
    .openapi(
      createRoute({ method: "get", path: "/sessions", responses: answers(z.array(SignedInOn)) }),
      async (c) => {
        const { userId, sessionId } = await requireSession(c, identity);
        return c.json(await listSessions(c.var.db, userId, sessionId), 200);
      },
    )
    .openapi(
      createRoute({
        method: "delete",
        path: "/sessions/{id}",
        request: { params: ofSession },
        responses: answers(Done),
      }),
      async (c) => {
        const { userId } = await requireSession(c, identity);
        if ((await endSessions(c.var.db, userId, { id: c.req.valid("param").id })) === 0)
          throw refuseWith("notFound");
        return c.json({ done: true as const }, 200);
      },
    )
    .openapi(
      createRoute({ method: "delete", path: "/sessions", responses: answers(Done, "All but this one.") }),
      async (c) => {
        const { userId, sessionId } = await requireSession(c, identity);
        await endSessions(c.var.db, userId, { except: sessionId });
        return c.json({ done: true as const }, 200);
      },
    )
    .openapi(
      createRoute({ method: "get", path: "/passkeys", responses: answers(z.array(Passkey)) }),
      async (c) => {
        const { user } = await requireSession(c, identity);
        return c.json(await listPasskeys(c.var.db, user.id), 200);
      },
    )
    .openapi(
      createRoute({ method: "post", path: "/passkeys/question", responses: answers(PasskeyQuestion) }),
      async (c) => {
        const { user } = await requireSession(c, identity);
        return c.json(await beginPasskey(c.var.db, c.var.config, user), 200);
      },
    )
    .openapi(
      createRoute({
        method: "post",
        path: "/passkeys",
        request: { body: json(NewPasskey) },
        responses: answers(Done),
      }),
      async (c) => {
        const { user } = await requireSession(c, identity);
        if (!(await finishPasskey(c.var.db, c.var.config, user, c.req.valid("json"))))
          throw refuseWith("passkey");
        return c.json({ done: true as const }, 200);
      },
    )
    .openapi(
      createRoute({
        method: "delete",
        path: "/passkeys/{id}",
        request: { params: ofSession },
        responses: answers(Done),
      }),
      async (c) => {
        const { user } = await requireSession(c, identity);
        if (!(await removePasskey(c.var.db, user.id, c.req.valid("param").id))) throw refuseWith("notFound");
        return c.json({ done: true as const }, 200);
      },
    )
    .openapi(
      createRoute({ method: "get", path: "/tokens", responses: answers(z.array(Token)) }),
      async (c) => {
        const viewer = requireViewer(c);
        const tokens = await inOrganisation(c.var.db, viewer.organisationId, (tx) => listTokens(tx, viewer));
        return c.json(tokens, 200);
      },
    )
    .openapi(
      createRoute({
        method: "post",
        path: "/tokens",
        request: { body: json(NewToken) },
        responses: answers(MadeToken, "The token itself is told this once."),
      }),
      async (c) => {
        const viewer = requireViewer(c);
        const made = await inOrganisation(c.var.db, viewer.organisationId, async (tx) => {
          const wanted = c.req.valid("json");
          const result = await makeToken(tx, viewer, wanted, c.var.now());
          if (!isRefusal(result))
            await audit(tx, viewer.organisationId, {
              personId: viewer.personId,
              action: "token.made",
              aboutPersonId: viewer.personId,
              details: { tokenId: result.id, scopes: wanted.scopes },
            });
          return result;
        });
        return c.json(orProblem(made, text), 200);
      },
    )
    .openapi(
      createRoute({
        method: "delete",
        path: "/tokens/{id}",
        request: { params: ofToken },
        responses: answers(Done),
      }),
      async (c) => {
        const viewer = requireViewer(c);
        const { id } = c.req.valid("param");
        const revoked = await inOrganisation(c.var.db, viewer.organisationId, async (tx) => {
          const result = await revokeToken(tx, viewer, id, c.var.now());
          if (!isRefusal(result))
            await audit(tx, viewer.organisationId, {
              personId: viewer.personId,
              action: "token.revoked",
              aboutPersonId: viewer.personId,
              details: { tokenId: id },
            });
          return result;
        });
        orProblem(revoked, text);
        return c.json({ done: true as const }, 200);
      },
    );
export type AccountRoutes = ReturnType<typeof accountRoutes>;
