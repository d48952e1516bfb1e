import { readFileSync } from "node:fs";
import type { ParsedMail } from "mailparser";
import { decideBehaviours } from "#behaviour/store.ts";
import { inOrganisation } from "#platform/database/index.ts";
import { testServer } from "../../testing/server.ts";

/** A file of customers, as the table reader is tried on. */
export const customerFile = (name: string): File => {
  const url = new URL(`../../platform/tables/testing/customers-${name}.csv`, import.meta.url);
  return new File([readFileSync(url)], `customers-${name}.csv`);
};

/** A unit with four employees, a journey, and three decided behaviours that customers can be asked about. */
export async function unitWithDecisions() {
  const server = await testServer();
  const { leader, unitId } = await server.firstLeader();
  for (const [name, email] of [
    ["Anna Lund", "anna.lund@nordvarme.example"],
    ["Bo Kjær", "bo.kjaer@nordvarme.example"],
    ["Carla Moe", "carla.moe@nordvarme.example"],
    ["Dan Holm", "dan.holm@nordvarme.example"],
  ])
    await leader("POST", "/api/organisation/people", {
      ...{ name, email, locale: "da", roles: [{ role: "employee", unitId }] },
    });
  const session = (await leader("GET", "/api/organisation/session")).body;
  const organisationId: string = session.organisation.id;
  const journeyId: string = (await leader("POST", "/api/guide/journeys", { unitId })).body.id;
  const behaviourIds = await inOrganisation(server.db, organisationId, (tx) =>
    decideBehaviours(
      tx,
      organisationId,
      [
        "Vi ringer tilbage samme dag",
        "Vi siger, hvem der har sagen",
        "Vi spørger kunden, før vi lægger på",
      ].map((act) => ({ unitId, journeyId, act, evidence: {}, decidedAt: new Date() })),
    ),
  );

  const pulses = "/api/pulse/pulses";
  async function newPulse() {
    const { id } = (await leader("POST", pulses, { journeyId })).body;
    const path = `${pulses}/${id}`;
    const read = async () => (await leader("GET", path)).body;
    const change = async (part: object) =>
      leader("PATCH", path, { ...part, version: (await read()).version });
    const send = (part: string, file: File, more: Record<string, string> = {}) => {
      const form = new FormData();
      form.append("file", file);
      for (const [name, value] of Object.entries(more)) form.append(name, value);
      return leader("POST", `${path}/${part}`, form);
    };
    /** One contact each, by hand. */
    const addContacts = async (...emails: string[]) => {
      const [anna] = (await leader("GET", `${path}/employees`)).body;
      for (const email of emails)
        await leader("POST", `${path}/contacts`, { email, personId: anna.id, happenedOn: "2026-01-05" });
    };
    /** Everything that a start needs, so that mails may leave at any hour of any day. */
    const makeReady = () =>
      change({
        ...{ sendFrom: "00:00", sendUntil: "23:59", sendWeekdays: [1, 2, 3, 4, 5, 6, 7] },
        ...{ closesAt: new Date(Date.now() + 30 * 86_400_000).toISOString(), noticeOn: "2020-01-01" },
      });
    const start = async (more: object = {}) =>
      leader("POST", `${path}/start`, { ...more, version: (await read()).version });
    return { id: id as string, path, read, change, send, addContacts, makeReady, start };
  }
  return { ...server, leader, unitId, organisationId, journeyId, behaviourIds, newPulse };
}
export type UnitWithDecisions = Awaited<ReturnType<typeof unitWithDecisions>>;

export const addressOf = (mail: ParsedMail): string => [mail.to].flat()[0]?.value[0]?.address ?? "";
/** The path of the personal link in a mail. */
export const linkIn = (mail: { text?: string | undefined }): string =>
  mail.text!.match(/https?:\/\/[^/\s]+(\/s\/[\w-]+)\s/)![1]!;
