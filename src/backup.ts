import { resolve } from "node:path";
import type { Config } from "#platform/config.ts";
import { writeBackup } from "#platform/database/backup.ts";
import type { Embedded } from "#platform/database/embedded.ts";
import { restoreBackup } from "#platform/database/restore.ts";

/** Files are named from where the command was typed; npm itself has gone to the project's folder. */
const fromHere = (file: string) => resolve(process.env.INIT_CWD ?? ".", file);

/** npm run backup [file] */
export async function backUp(config: Config, place: Embedded, [name]: string[]): Promise<void> {
  const moment = new Date().toISOString().slice(0, 19).replaceAll(":", "-");
  const file = fromHere(name ?? `udlev-${moment}.backup.gz`);
  try {
    const rows = await writeBackup(place.url, config.secret, file);
    console.log(`Backed up ${rows} rows to ${file}.`);
    console.log("The secret is not in it: keep a copy of that in another place (docs/OPERATIONS.md).");
  } finally {
    await place.stop();
  }
}

/** npm run restore file [--other-secret] */
export async function restore(config: Config, place: Embedded, args: string[]): Promise<void> {
  const name = args.find((arg) => !arg.startsWith("--"));
  try {
    if (!name) throw new Error("Which backup? npm run restore file");
    const isOtherSecretFine = args.includes("--other-secret");
    const rows = await restoreBackup(place.url, [config.secret, ...config.secretsBefore], fromHere(name), {
      isOtherSecretFine,
    });
    console.log(`Restored ${rows} rows. Start with npm start.`);
  } finally {
    await place.stop();
  }
}
