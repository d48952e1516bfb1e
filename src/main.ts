import { readConfig } from "#platform/config.ts";
import { type Embedded, findRunning, startEmbedded } from "#platform/database/embedded.ts";

const config = readConfig(process.env);
if (Array.isArray(config)) {
  for (const problem of config) console.error(problem);
  process.exit(2);
}
const task = process.argv[2];
const place: Promise<Embedded> = config.databaseUrl
  ? Promise.resolve({ url: config.databaseUrl, stop: async () => undefined })
  : Promise.resolve(
      (task === "backup" ? findRunning(config.dataDir) : null) ?? startEmbedded(config.dataDir),
    );

try {
  if (task === "backup" || task === "restore") {
    const [{ backUp, restore }, embedded] = await Promise.all([import("./backup.ts"), place]);
    await (task === "backup" ? backUp : restore)(config, embedded, process.argv.slice(3));
    process.exit(0);
  }
  // The database starts while the rest of the server is being read.
  const [{ addSample, startServer }, embedded] = await Promise.all([import("./server.ts"), place]);
  if (task === "sample") await addSample(config, embedded);
  else await startServer(config, embedded);
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
