import { z } from "@hono/zod-openapi";
import { Name, Password } from "../wire.ts";
import { lifetimes, scopes, waysIn } from "./model.ts";

export const Scope = z.enum(scopes).openapi("Scope");

export const Token = z
  .object({
    id: z.uuid(),
    name: z.string(),
    scopes: z.array(Scope),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime().nullable(),
    revokedAt: z.iso.datetime().nullable(),
  })
  .openapi("AccessToken");
export type Token = z.infer<typeof Token>;

export const NewToken = z.object({
  name: Name,
  scopes: z.array(Scope).min(1).max(scopes.length),
  days: z.literal([...lifetimes]),
});
/** The one time that the token itself is told. */
export const MadeToken = z.object({ id: z.uuid(), token: z.string() });

export const SignedInOn = z
  .object({
    id: z.string(),
    browser: z.string(),
    system: z.string(),
    createdAt: z.iso.datetime(),
    usedAt: z.iso.datetime(),
    isThisOne: z.boolean(),
  })
  .openapi("SignedInOn");
export type SignedInOn = z.infer<typeof SignedInOn>;

export const Passkey = z
  .object({
    id: z.string(),
    name: z.string(),
    createdAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime().nullable(),
  })
  .openapi("Passkey");
export type Passkey = z.infer<typeof Passkey>;

/** How she can show that it is her, and whether she has done so just now. */
export const OwnAccess = z
  .object({ hasPassword: z.boolean(), hasPasskey: z.boolean(), isFresh: z.boolean() })
  .openapi("OwnAccess");
export type OwnAccess = z.infer<typeof OwnAccess>;

export const PasswordChange = z.object({ current: z.string().min(1).max(128), password: Password });

export const SignIn = z
  .object({
    id: z.uuid(),
    at: z.iso.datetime(),
    way: z.enum(waysIn),
    browser: z.string(),
    system: z.string(),
    isRefused: z.boolean(),
  })
  .openapi("SignIn");
export type SignIn = z.infer<typeof SignIn>;

const Json = z.record(z.string(), z.unknown());
/** What the browser's WebAuthn is asked, as the standard writes it in JSON, and by which name it is answered. */
export const PasskeyQuestion = z.object({ id: z.uuid(), options: Json });
export const PasskeyAnswer = z.object({ id: z.uuid(), response: Json });
export const NewPasskey = PasskeyAnswer.extend({ name: Name });
