import type { Context } from "hono";
import { inOrganisation } from "#platform/database/index.ts";
import type { House } from "#platform/documents/look.ts";
import type { Env } from "#platform/http/context.ts";
import { houseOf } from "./look.store.ts";
import { requireViewer } from "./viewer.ts";

/** How a document looks that this viewer asks for: as her organisation's documents do. */
export const houseFor = (c: Context<Env>): Promise<House> => {
  const { organisationId } = requireViewer(c);
  return inOrganisation(c.var.db, organisationId, (tx) => houseOf(tx, organisationId));
};
