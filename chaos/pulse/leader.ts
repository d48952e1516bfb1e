import { decideBehaviours } from "#behaviour/store.ts";
import { type Database, inOrganisation } from "#platform/database/index.ts";
import { firstLeader } from "../product/leader.ts";

/** A leader with a browser: she sets a measurement up, with as many customers as asked for, and lets it begin. */
export async function leaderOf(baseUrl: string, db: Database) {
  const { ask, organisationId, unitId } = await firstLeader(baseUrl);
  const employees = ["Anna Lund", "Bo Kjær", "Carla Moe", "Dan Holm"];
  for (const name of employees)
    await ask("POST", "/organisation/people", {
      ...{ name, email: `${name.split(" ")[0]!.toLowerCase()}@nordvarme.example`, locale: "da" },
      roles: [{ role: "employee", unitId }],
    });
  const { id: journeyId } = await ask("POST", "/guide/journeys", { unitId });
  await inOrganisation(db, organisationId, (tx) =>
    decideBehaviours(
      tx,
      organisationId,
      ["Vi ringer tilbage samme dag", "Vi siger, hvem der har sagen"].map((act) => ({
        ...{ unitId, journeyId, act, evidence: {}, decidedAt: new Date() },
      })),
    ),
  );

  async function begin(customers: number): Promise<string> {
    const { id } = await ask("POST", "/pulse/pulses", { journeyId });
    const path = `/pulse/pulses/${id}`;
    const version = async () => (await ask("GET", path)).version as number;
    const rows = Array.from(
      { length: customers },
      (_, at) => `kunde${at}@kunder.example;${employees[at % employees.length]}`,
    );
    const form = new FormData();
    form.append("file", new File([["E-mail;Medarbejder", ...rows].join("\n")], "kunder.csv"));
    form.append("mapping", JSON.stringify({ ...noColumns, email: 0, employee: 1 }));
    await ask("POST", `${path}/customers`, form);
    await ask("PATCH", path, {
      ...{
        sendFrom: "00:00",
        sendUntil: "23:59",
        sendWeekdays: [1, 2, 3, 4, 5, 6, 7],
        dailyCeiling: 100_000,
      },
      ...{ closesAt: new Date(Date.now() + 30 * 86_400_000).toISOString(), noticeOn: "2020-01-01" },
      ...{ reminderAfterDays: null, version: await version() },
    });
    await ask("POST", `${path}/start`, { version: await version() });
    return id;
  }
  const progressOf = (id: string) => ask("GET", `/pulse/pulses/${id}/progress`);
  return { begin, progressOf };
}

const noColumns = { name: null, happenedOn: null, language: null, occasion: null };
