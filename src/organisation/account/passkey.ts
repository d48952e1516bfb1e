/**
 * Passkeys (WebAuthn): what a device answers is checked by the library, which is read when somebody uses one. A challenge
 * answers once; the device must have made sure of who is there (fingerprint, face or code).
 */
import type { Config } from "#platform/config.ts";
import type { Database } from "#platform/database/index.ts";
import { onceOnly } from "./onceOnly.ts";
import { addPasskey, notePasskeyUse, passkeyById, passkeysOf } from "./passkey.store.ts";

type Account = { id: string; name: string; email: string };
type Answer = Record<string, unknown>;

const library = () => import("@simplewebauthn/server");
const registering = onceOnly<{ challenge: string; userId: string }>("passkey.register");
const signingIn = onceOnly<{ challenge: string }>("passkey.signIn");

const party = (config: Config) => {
  const { hostname, origin } = new URL(config.baseUrl);
  return { rpID: hostname, origin };
};

export async function beginPasskey(db: Database, config: Config, account: Account) {
  const { generateRegistrationOptions } = await library();
  const options = await generateRegistrationOptions({
    rpName: "Udlev",
    rpID: party(config).rpID,
    userName: account.email,
    userDisplayName: account.name,
    userID: new TextEncoder().encode(account.id),
    attestationType: "none",
    excludeCredentials: (await passkeysOf(db, account.id)).map(({ credentialId }) => ({ id: credentialId })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  return { id: await registering.keep(db, { challenge: options.challenge, userId: account.id }), options };
}

export async function finishPasskey(
  db: Database,
  config: Config,
  account: Account,
  { id, name, response }: { id: string; name: string; response: Answer },
): Promise<boolean> {
  const begun = await registering.take(db, id);
  if (begun?.userId !== account.id) return false;
  const { verifyRegistrationResponse } = await library();
  const { rpID, origin } = party(config);
  const result = await verifyRegistrationResponse({
    response: response as never,
    expectedChallenge: begun.challenge,
    expectedOrigin: origin,
    expectedRPID: rpID,
    requireUserVerification: true,
  }).catch(() => null);
  if (!result?.verified) return false;
  const { credential } = result.registrationInfo;
  return addPasskey(db, account.id, {
    name,
    credentialId: credential.id,
    publicKey: credential.publicKey,
    counter: credential.counter,
    transports: credential.transports ?? [],
  });
}

export async function beginSignIn(db: Database, config: Config) {
  const { generateAuthenticationOptions } = await library();
  // Asked of nobody in particular: the device offers what it has, and nobody learns who has one.
  const options = await generateAuthenticationOptions({
    rpID: party(config).rpID,
    userVerification: "required",
  });
  return { id: await signingIn.keep(db, { challenge: options.challenge }), options };
}

/** The account that the passkey belongs to; null where it does not hold. */
export async function finishSignIn(
  db: Database,
  config: Config,
  { id, response }: { id: string; response: Answer },
): Promise<string | null> {
  const begun = await signingIn.take(db, id);
  const kept = typeof response.id === "string" ? await passkeyById(db, response.id) : null;
  if (!begun || !kept) return null;
  const { verifyAuthenticationResponse } = await library();
  const { rpID, origin } = party(config);
  const result = await verifyAuthenticationResponse({
    response: response as never,
    expectedChallenge: begun.challenge,
    expectedOrigin: origin,
    expectedRPID: rpID,
    credential: {
      id: kept.credentialId,
      publicKey: new Uint8Array(kept.publicKey),
      counter: Number(kept.counter),
      transports: kept.transports as never,
    },
    requireUserVerification: true,
  }).catch(() => null);
  if (!result?.verified) return null;
  await notePasskeyUse(db, kept.id, result.authenticationInfo.newCounter);
  return kept.userId;
}
