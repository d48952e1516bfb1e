import type { Config } from "#platform/config.ts";

export const testSecret = "a secret for tests, 32 characters or more";

/** A configuration of the whole application on one's own database, which sends nothing and waits nowhere: for tests, benches and chaos. */
export const configFor = (databaseUrl: string, own: Partial<Config> = {}): Config => ({
  port: 0,
  host: "127.0.0.1",
  baseUrl: "http://localhost",
  dataDir: "",
  databaseUrl,
  smtpUrl: null,
  redisUrl: null,
  mailFrom: "udlev@localhost",
  secret: testSecret,
  secretsBefore: [],
  isSecretLost: false,
  logLevel: "silent",
  metricsToken: null,
  webhookHosts: [],
  trustedProxies: [],
  oidc: null,
  builtFolder: "/nowhere",
  ...own,
});
