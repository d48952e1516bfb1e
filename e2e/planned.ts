import { mkdirSync } from "node:fs";
import type { BrowserContextOptions, Page } from "playwright-core";
import { expect } from "vitest";
import type { Connection } from "#meeting/connection.ts";
import { inOrganisation } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { keyHash } from "#platform/keys.ts";
import { participantKey } from "#preparation/keys.ts";
import { connected } from "./connected.ts";
import { axe, type House } from "./harness.ts";

export const code = "NORD77";
export const pictures = process.env.PICTURES;

export type Planned = Awaited<ReturnType<typeof plannedMeeting>>;

/** An organisation with two values, two leaders, and a meeting that is planned: two are invited, two slides are made. */
export async function plannedMeeting(house: House) {
  const url = house.config.baseUrl;
  let cookie = "udlev-language=da";

  async function ask(path: string, body?: object) {
    const response = await fetch(`${url}/api${path}`, {
      ...(body && { method: "POST", body: JSON.stringify(body) }),
      headers: { cookie, origin: url, "content-type": "application/json" },
    });
    for (const set of response.headers.getSetCookie()) cookie += `; ${set.split(";")[0]}`;
    return response.json();
  }

  await ask("/organisation/first", {
    ...{ organisation: "Nordvarme", name: "Karen Skovbo", email: "karen@nordvarme.example" },
    password: "en lang adgangskode",
  });
  await ask("/values", { name: "Nærvær", meaning: "", colour: "ocean", mark: "circle" });
  await ask("/values", { name: "Ordentlighed", meaning: "", colour: "amber", mark: "star" });
  const { organisation, roles } = await ask("/organisation/session");
  const unitId = roles.find((held: { unitId: string | null }) => held.unitId).unitId;
  const organisationId = organisation.id;
  await ask("/organisation/people", {
    ...{ name: "Ole Brink", email: "ole@nordvarme.example" },
    roles: [{ role: "leader", unitId }],
  });
  const meetingId = newId();
  await inOrganisation(house.db, organisationId, async (tx) => {
    const title = "Sådan gør vi i Kundeservice";
    await tx
      .insertInto("meeting")
      .values({ organisationId, id: meetingId, unitId, title, joinCode: code })
      .execute();
    for (const [name, email] of [
      ["Cilla Bang", "cilla@nordvarme.example"],
      ["Dorte Lund", "dorte@nordvarme.example"],
    ] as const) {
      const id = newId();
      const key = keyHash(participantKey(house.config.secret, id));
      await tx
        .insertInto("participant")
        .values({ ...{ organisationId, id, meetingId, name, email }, keyHash: key })
        .execute();
    }
    const slide = { organisationId, meetingId, speakerNotes: "Fortæl om kunden fra i går." };
    for (const [position, point] of ["Kunderne venter på os", "Sådan vil vi være"].entries())
      await tx
        .insertInto("slide")
        .values({
          ...{ ...slide, id: newId(), position: position + 1, point: position + 1, title: point },
          body: "»Jeg måtte ringe tre gange.«\nDet hørte vi fra fire kunder i efteråret.",
        })
        .execute();
  });

  return {
    meetingId,
    ask,
    cookie: () => cookie,

    /** A participant's phone without its page. */
    async seat(name: string, at = code): Promise<Connection> {
      const { token } = await ask("/meeting/join", { code: at, names: [name] });
      return connected(url, { as: "seat", token, locale: "da" });
    },

    /** The leader's browser. */
    async signedIn(options: BrowserContextOptions = {}): Promise<Page> {
      const page = await house.someone({ bypassCSP: true, ...options });
      const pairs = cookie.split("; ").map((pair) => pair.split("=") as [string, string]);
      await page.context().addCookies(pairs.map(([name, value]) => ({ name, value, url })));
      return page;
    },
  };
}

const widths = [390, 1280, 1920];
/** axe finds nothing, nothing makes the page wider than the window; and pictures, where they are asked for. */
export async function look(page: Page, name: string): Promise<void> {
  expect.soft(await axe(page), name).toEqual([]);
  for (const width of widths) {
    await page.setViewportSize({ width, height: width === 390 ? 844 : width === 1280 ? 800 : 1080 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect.soft(wide, `${name} at ${width}`).toBeLessThanOrEqual(0);
    if (!pictures) continue;
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: `${pictures}/${name}-${width}.png` });
    if (width !== 1280) continue;
    await page.evaluate(() => {
      document.documentElement.dataset.theme = "dark";
    });
    await page.screenshot({ path: `${pictures}/${name}-${width}-dark.png` });
    await page.evaluate(() => {
      document.documentElement.dataset.theme = "light";
    });
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}
