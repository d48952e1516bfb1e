/** Sign-in at the organisation's own OpenID Connect provider: authorization code with PKCE, state and nonce. */
import { sql } from "kysely";
import type { Configuration } from "openid-client";
import type { OidcConfig } from "#platform/config.ts";
import type { Database } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { onceOnly } from "./onceOnly.ts";

type Begun = { verifier: string; state: string; nonce: string; to: string };
const underWay = onceOnly<Begun>("oidc");
const provider = "oidc";

const discovered = new Map<string, Promise<Configuration>>();
const library = () => import("openid-client");

/** What the provider says of itself, asked for once. A provider that was away is asked again. */
function configurationOf(oidc: OidcConfig): Promise<Configuration> {
  const key = `${oidc.issuer} ${oidc.clientId}`;
  const known = discovered.get(key);
  if (known) return known;
  const asking = (async () => {
    const { allowInsecureRequests, discovery, enableNonRepudiationChecks } = await library();
    const isPlain = oidc.issuer.startsWith("http:");
    return discovery(new URL(oidc.issuer), oidc.clientId, oidc.clientSecret, undefined, {
      // The signature of what it says is looked at as well, with the keys that it publishes.
      execute: [enableNonRepudiationChecks, ...(isPlain ? [allowInsecureRequests] : [])],
      timeout: 10,
    });
  })();
  discovered.set(key, asking);
  asking.catch(() => discovered.delete(key));
  return asking;
}

/** Where to send the browser, and what it is to bring back in a cookie. */
export async function beginOidc(
  db: Database,
  oidc: OidcConfig,
  callback: string,
  { to, isAnew }: { to: string; isAnew: boolean },
) {
  const configuration = await configurationOf(oidc);
  const {
    buildAuthorizationUrl,
    calculatePKCECodeChallenge,
    randomNonce,
    randomPKCECodeVerifier,
    randomState,
  } = await library();
  const begun: Begun = {
    verifier: randomPKCECodeVerifier(),
    state: randomState(),
    nonce: randomNonce(),
    to,
  };
  const url = buildAuthorizationUrl(configuration, {
    redirect_uri: callback,
    scope: "openid email profile",
    code_challenge: await calculatePKCECodeChallenge(begun.verifier),
    code_challenge_method: "S256",
    state: begun.state,
    nonce: begun.nonce,
    // She is signed in there already: it is to ask her again.
    ...(isAnew ? { prompt: "login" } : {}),
    ...(oidc.acr.length > 0 ? { acr_values: oidc.acr.join(" ") } : {}),
  });
  return { url: url.href, ticket: await underWay.keep(db, begun) };
}

export type Known = { subject: string; email: string | null; to: string };

/** Who the provider says it is; null where what came back is not what was asked for. */
export async function finishOidc(
  db: Database,
  oidc: OidcConfig,
  address: URL,
  ticket: string,
): Promise<Known | null> {
  const begun = await underWay.take(db, ticket);
  if (!begun) return null;
  const configuration = await configurationOf(oidc);
  const { authorizationCodeGrant, fetchUserInfo } = await library();
  const tokens = await authorizationCodeGrant(configuration, address, {
    pkceCodeVerifier: begun.verifier,
    expectedState: begun.state,
    expectedNonce: begun.nonce,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  if (!claims) return null;
  // Asked for is not given: a provider may answer with less.
  if (oidc.acr.length > 0 && !oidc.acr.includes(String(claims.acr))) return null;
  // Many providers tell the address only where it is asked for with the token.
  const told =
    claims.email === undefined
      ? await fetchUserInfo(configuration, tokens.access_token, claims.sub).catch(() => claims)
      : claims;
  const { email } = told;
  // An address that the provider itself does not vouch for says nothing of who it is.
  const isHers = typeof email === "string" && told.email_verified !== false;
  return {
    subject: `${claims.iss} ${claims.sub}`,
    email: isHers ? email.trim().toLowerCase() : null,
    to: begun.to,
  };
}

/** The account that has signed in by the provider before: it stays hers when the provider gives her another address. */
export async function accountOfSubject(db: Database, subject: string): Promise<string | null> {
  const { rows } = await sql<{ userId: string }>`select user_id from identity.account
    where provider_id = ${provider} and account_id = ${subject}`.execute(db);
  return rows[0]?.userId ?? null;
}

export async function noteSubject(db: Database, subject: string, userId: string): Promise<void> {
  await sql`insert into identity.account (id, account_id, provider_id, user_id)
    values (${newId()}, ${subject}, ${provider}, ${userId})`.execute(db);
}
