import { readConfig } from "#platform/config.ts";
import { type Embedded, startEmbedded } from "#platform/database/embedded.ts";

const config = readConfig(process.env);
if (Array.isArray(config)) {
  for (const problem of config) console.error(problem);
  process.exit(2);
}
const place: Promise<Embedded> = config.databaseUrl
  ? Promise.resolve({ url: config.databaseUrl, stop: async () => undefined })
  : startEmbedded(config.dataDir);

try {
  // The database starts while the rest of the server is being read.
  const [{ addSample, startServer }, embedded] = await Promise.all([import("./server.ts"), place]);
  if (process.argv[2] === "sample") await addSample(config, embedded);
  else await startServer(config, embedded);
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
