import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { isNetwork } from "./http/address.ts";

/** The organisation's own sign-in (OpenID Connect). */
export type OidcConfig = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  name: string;
  /** How strong a sign-in there must be, by the provider's own names; none: it decides. */
  acr: string[];
};

export type Config = {
  port: number;
  host: string;
  /** Where people reach the product, without a slash at the end. Links in mails begin with it. */
  baseUrl: string;
  dataDir: string;
  /** A PostgreSQL of one's own; null: the embedded one. */
  databaseUrl: string | null;
  /** A Redis or Valkey by which several servers tell one another what happens; null: the database does it. */
  redisUrl: string | null;
  /** null: mails are kept on this machine and read on /mail. */
  smtpUrl: string | null;
  mailFrom: string;
  /** Seals what signs sessions and personal links and seals conversations: see `openSecret`. */
  secret: string;
  /** Those that were `secret` until it was changed. */
  secretsBefore: string[];
  /** What the lost secret sealed is given up. */
  isSecretLost: boolean;
  logLevel: string;
  /** What Prometheus shows to be given /metrics; null: there is no such page. */
  metricsToken: string | null;
  oidc: OidcConfig | null;
  /** Receivers of webhooks that may stand in one's own network or speak plain http: host names, with their port. */
  webhookHosts: string[];
  /** Whose word on where a request comes from is taken: addresses, and networks with their length. */
  trustedProxies: string[];
  /** The browser's files, as the build leaves them. */
  builtFolder: string;
};

const levels = ["silent", "error", "warn", "info", "debug"];

/** What the environment asks for, or what is wrong with it, a sentence each. */
export function readConfig(env: Record<string, string | undefined>): Config | string[] {
  const problems: string[] = [];
  const set = (name: string) => env[name]?.trim() || undefined;
  const words = (name: string) => (set(name) ?? "").split(/[\s,]+/u).filter(Boolean);
  const url = (name: string, protocols: string[]) => {
    const value = set(name);
    if (!value) return null;
    const isFitting = URL.canParse(value) && protocols.includes(new URL(value).protocol.slice(0, -1));
    if (!isFitting)
      problems.push(
        `${name} must be an address that begins with ${protocols.map((p) => `${p}://`).join(" or ")}.`,
      );
    return value;
  };

  const port = Number(set("PORT") ?? 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    problems.push("PORT must be a number from 1 to 65535.");
  const host = set("HOST") ?? "127.0.0.1";
  const shownHost = host === "0.0.0.0" || host === "::" || host === "127.0.0.1" ? "localhost" : host;
  const baseUrl = (url("BASE_URL", ["http", "https"]) ?? `http://${shownHost}:${port}`).replace(/\/+$/, "");
  const databaseUrl = url("DATABASE_URL", ["postgres", "postgresql"]);
  const redisUrl = url("REDIS_URL", ["redis", "rediss"]);
  const smtpUrl = url("SMTP_URL", ["smtp", "smtps"]);
  const logLevel = set("LOG_LEVEL") ?? "info";
  if (!levels.includes(logLevel)) problems.push(`LOG_LEVEL must be one of ${levels.join(", ")}.`);
  const secret = set("SECRET");
  if (secret && secret.length < 32) problems.push("SECRET must be at least 32 characters long.");
  const secretsBefore = words("SECRET_BEFORE");
  if (secretsBefore.some((each) => each.length < 32))
    problems.push("SECRET_BEFORE must hold earlier secrets, each at least 32 characters long.");
  const proxies = set("TRUSTED_PROXIES") ?? "127.0.0.0/8 ::1";
  const trustedProxies = proxies === "none" ? [] : proxies.split(/[\s,]+/u);
  const noNetwork = trustedProxies.find((each) => !isNetwork(each));
  if (noNetwork)
    problems.push(
      `TRUSTED_PROXIES must hold addresses or networks such as 10.0.0.0/8; ${noNetwork} is neither.`,
    );
  if (databaseUrl && !secret)
    problems.push("With DATABASE_URL, SECRET must be set too: the same on every node.");
  const issuer = url("OIDC_ISSUER", ["https", "http"]);
  const clientId = set("OIDC_CLIENT_ID");
  const clientSecret = set("OIDC_CLIENT_SECRET");
  if (new Set([issuer, clientId, clientSecret].map(Boolean)).size > 1)
    problems.push(
      "OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET belong together: set all three or none.",
    );
  if (issuer?.startsWith("http:") && !["localhost", "127.0.0.1"].includes(new URL(issuer).hostname))
    problems.push("OIDC_ISSUER must begin with https://, but on this machine itself.");
  const metricsToken = set("METRICS_TOKEN") ?? null;
  if (metricsToken && metricsToken.length < 16)
    problems.push("METRICS_TOKEN must be at least 16 characters long.");
  if (problems.length > 0) return problems;

  const dataDir = resolve(set("DATA_DIR") ?? "data");
  const kept = secret ? { secret, before: [] } : keptSecret(dataDir);
  if ("problem" in kept) return [kept.problem];
  return {
    port,
    host,
    baseUrl,
    dataDir,
    databaseUrl,
    redisUrl,
    smtpUrl,
    mailFrom: set("MAIL_FROM") ?? "Udlev <udlev@localhost>",
    secret: kept.secret,
    secretsBefore: [...kept.before, ...secretsBefore],
    isSecretLost: set("SECRET_LOST") === "yes",
    logLevel,
    metricsToken,
    oidc:
      issuer && clientId && clientSecret
        ? {
            ...{ issuer, clientId, clientSecret, acr: words("OIDC_ACR") },
            name: set("OIDC_NAME") ?? new URL(issuer).host,
          }
        : null,
    webhookHosts: words("WEBHOOK_HOSTS"),
    trustedProxies,
    builtFolder: resolve(import.meta.dirname, "../../dist/browser"),
  };
}

/** Made once and kept beside the data, readable by its owner only; whoever changes it leaves the earlier ones on lines below. */
function keptSecret(dataDir: string): { secret: string; before: string[] } | { problem: string } {
  const file = join(dataDir, "secret");
  try {
    // The account that the embedded database runs as must be able to pass through the folder.
    if (mkdirSync(dataDir, { recursive: true }) !== undefined) chmodSync(dataDir, 0o711);
    if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600 });
    const [kept = "", ...before] = readFileSync(file, "utf8").split(/\s+/u).filter(Boolean);
    if (kept.length < 32) return { problem: `${file} must hold a secret of at least 32 characters.` };
    return { secret: kept, before };
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code;
    if (
      reason !== "EACCES" &&
      reason !== "EPERM" &&
      reason !== "EROFS" &&
      reason !== "ENOTDIR" &&
      reason !== "EEXIST"
    )
      throw error;
    return {
      problem: `The data folder ${dataDir} cannot be used (${reason}). Start as the user it belongs to, or set DATA_DIR to another folder.`,
    };
  }
}
