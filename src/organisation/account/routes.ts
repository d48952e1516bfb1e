import { createRoute, z } from "@hono/zod-openapi";
import { inOrganisation } from "#platform/database/index.ts";
import { orProblem, refuseWith } from "#platform/http/problem.ts";
import { answers, json, newRoutes } from "#platform/http/routes.ts";
import { isRefusal } from "#platform/refusal.ts";
import { audit } from "../audit.ts";
import type { Identity } from "../identity.ts";
import { requireViewer } from "../viewer.ts";
import { Done } from "../wire.ts";
import { tellOfChange } from "./notice.ts";
import { noteChange, ownAccessRoutes } from "./ownAccess.routes.ts";
import { listPasskeys, removePasskey } from "./passkey.store.ts";
import { beginPasskey, finishPasskey } from "./passkey.ts";
import { requireFresh, requireSession } from "./requireSession.ts";
import { endSessions, listSessions } from "./session.store.ts";
import { text } from "./text.ts";
import { listTokens, makeToken, revokeToken } from "./token.store.ts";
import { MadeToken, NewPasskey, NewToken, Passkey, PasskeyQuestion, SignedInOn, Token } from "./wire.ts";

const ofToken = z.object({ id: z.uuid() });
const ofSession = z.object({ id: z.string().min(1).max(100) });

/** What is a person's own: how she signs in, where she is signed in, and the tokens of her programs. */
export const accountRoutes = (identity: Identity) =>
  newRoutes()
    .route("/", ownAccessRoutes(identity))
    .openapi(
      createRoute({ method: "get", path: "/sessions", responses: answers(z.array(SignedInOn)) }),
      async (c) => {
        const { account, id } = requireSession(c);
        return c.json(await listSessions(c.var.db, account.id, id), 200);
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
        const { account } = requireSession(c);
        if ((await endSessions(c.var.db, account.id, { id: c.req.valid("param").id })) === 0)
          throw refuseWith("notFound");
        return c.json({ done: true as const }, 200);
      },
    )
    .openapi(
      createRoute({ method: "delete", path: "/sessions", responses: answers(Done, "All but this one.") }),
      async (c) => {
        const { account, id } = requireSession(c);
        await endSessions(c.var.db, account.id, { except: id });
        return c.json({ done: true as const }, 200);
      },
    )
    .openapi(
      createRoute({ method: "get", path: "/passkeys", responses: answers(z.array(Passkey)) }),
      async (c) => {
        const { account } = requireSession(c);
        return c.json(await listPasskeys(c.var.db, account.id), 200);
      },
    )
    .openapi(
      createRoute({ method: "post", path: "/passkeys/question", responses: answers(PasskeyQuestion) }),
      async (c) => {
        const { account } = requireFresh(c);
        return c.json(await beginPasskey(c.var.db, c.var.config, account), 200);
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
        const { account, viewer } = requireFresh(c);
        const wanted = c.req.valid("json");
        if (!(await finishPasskey(c.var.db, c.var.config, account, wanted))) throw refuseWith("passkey");
        await noteChange(c, viewer, "passkey.added", wanted.name);
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
        const { account, viewer } = requireFresh(c);
        const removed = await removePasskey(c.var.db, account.id, c.req.valid("param").id);
        if (removed === null) throw refuseWith("notFound");
        await noteChange(c, viewer, "passkey.removed", removed);
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
        const { viewer } = requireFresh(c);
        const made = await inOrganisation(c.var.db, viewer.organisationId, async (tx) => {
          const wanted = c.req.valid("json");
          const result = await makeToken(tx, viewer, wanted, c.var.now());
          if (isRefusal(result)) return result;
          await audit(tx, viewer.organisationId, {
            personId: viewer.personId,
            action: "token.made",
            aboutPersonId: viewer.personId,
            details: { tokenId: result.id, scopes: wanted.scopes },
          });
          const { baseUrl } = c.var.config;
          await tellOfChange(tx, viewer, "token.made", { named: wanted.name, baseUrl });
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
