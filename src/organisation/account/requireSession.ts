import type { Context } from "hono";
import type { Env } from "#platform/http/context.ts";
import { refuseWith } from "#platform/http/problem.ts";
import { requireViewer, type Viewer } from "../viewer.ts";
import { isFresh } from "./model.ts";
import type { BrowserSession } from "./session.store.ts";

export type SignedIn = BrowserSession & { viewer: Viewer };

/** The session that a request came with: only a browser that is signed in has one. */
export function requireSession(c: Context<Env>): SignedIn {
  const viewer = requireViewer(c);
  const session = c.var.session as BrowserSession | null;
  if (!session) throw refuseWith("unauthorized");
  return { ...session, viewer };
}

/** The same, of somebody who has just signed in: before she changes how she gets in, so that a screen left open changes nothing. */
export function requireFresh(c: Context<Env>): SignedIn {
  const session = requireSession(c);
  if (!isFresh(session, new Date())) throw refuseWith("signInAnew");
  return session;
}
