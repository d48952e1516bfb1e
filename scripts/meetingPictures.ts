// Pictures of the meeting's three views at every stage, for docs/MEETING.md.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { walkMeeting } from "./meetingWalk.ts";

const folder = "docs/images/meeting";
/** Where somebody wants to look at every view in every language, theme and size: LOOK=/a/folder npm run pictures. */
const lookFolder = process.env.LOOK;

/** As small as it can be read: browsers write WebP, the tool that drives them does not. */
async function asWebp(painter: Page, png: Buffer, width: number): Promise<Buffer> {
  const url = await painter.evaluate(
    async ([data, most]) => {
      const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
      const scale = Math.min(1, Number(most) / bitmap.width);
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(bitmap.width * scale);
      canvas.height = Math.round(bitmap.height * scale);
      const context = canvas.getContext("2d")!;
      context.imageSmoothingQuality = "high";
      context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      return canvas.toDataURL("image/webp", 0.82);
    },
    [png.toString("base64"), String(width)] as const,
  );
  return Buffer.from(url.slice(url.indexOf(",") + 1), "base64");
}

/** What moves has come to rest, and what was asked for is there. */
async function atRest(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.evaluate(async () => {
    await document.fonts.ready;
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => null)));
  });
}

type View = { name: "console" | "screen" | "phone"; page: Page; sizes: [number, number][] };

/** Every view as it is at this moment, in every size and theme. */
async function lookAt(moment: string, views: View[], of: string): Promise<void> {
  for (const { name, page, sizes } of views) {
    const before = page.viewportSize()!;
    for (const theme of ["light", "dark"])
      for (const [width, height] of sizes) {
        await page.setViewportSize({ width, height });
        await page.evaluate((chosen) => {
          document.documentElement.dataset.theme = chosen;
        }, theme);
        await atRest(page);
        await page.screenshot({
          path: join(lookFolder!, `${moment}-${name}-${of}-${theme}-${width}x${height}.png`),
          fullPage: name === "phone" && height > width,
        });
      }
    await page.evaluate(() => {
      document.documentElement.dataset.theme = "light";
    });
    await page.setViewportSize(before);
  }
}

export async function takeMeeting(
  browser: Browser,
  baseURL: string,
  storageState: NonNullable<BrowserContextOptions["storageState"]>,
  journeyId: string,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const open = async (options: BrowserContextOptions) =>
    (await browser.newContext({ baseURL, locale: "da-DK", reducedMotion: "reduce", ...options })).newPage();
  const laptop = { storageState, viewport: { width: 1280, height: 800 } };
  const console = await open(laptop);
  const meetings = await (
    await console.request.get(`/api/preparation/journeys/${journeyId}/meetings`)
  ).json();
  const meetingId: string = meetings[0].id;
  await console.goto(`/meetings/${meetingId}/lead`);
  await console.getByRole("button", { name: "Åbn mødet" }).click();
  await console.getByRole("button", { name: "Vis de fem punkter" }).waitFor();
  const { joinCode } = await (await console.request.get(`/api/meeting/meetings/${meetingId}`)).json();
  const screen = await open({ ...laptop, viewport: { width: 1920, height: 1080 } });
  await screen.goto(`/meetings/${meetingId}/screen`);
  const phone = await open({ viewport: { width: 390, height: 780 }, isMobile: true, hasTouch: true });
  await phone.goto(`/m/${joinCode}`);
  await phone.getByLabel("Dit navn").fill("Gitte");
  await phone.getByRole("button", { name: "Gå ind" }).click();
  await phone.getByText("Hej Gitte. Du er med.").waitFor();
  const painter = await open({});

  const views: View[] = [
    {
      name: "console",
      page: console,
      sizes: [
        [390, 844],
        [1280, 800],
        [1920, 1080],
      ],
    },
    {
      name: "screen",
      page: screen,
      sizes: [
        [1024, 768],
        [1280, 720],
        [1920, 1080],
        [3840, 2160],
      ],
    },
    {
      name: "phone",
      page: phone,
      sizes: [
        [320, 640],
        [390, 844],
        [844, 390],
      ],
    },
  ];
  const english: View[] = [];
  if (lookFolder) {
    mkdirSync(lookFolder, { recursive: true });
    const consoleInEnglish = await open({ ...laptop, locale: "en-GB" });
    await consoleInEnglish.context().addCookies([{ name: "udlev-language", value: "en", url: baseURL }]);
    await consoleInEnglish.goto(`/meetings/${meetingId}/lead`);
    const guest = await open({
      viewport: { width: 390, height: 780 },
      isMobile: true,
      hasTouch: true,
      locale: "en-GB",
    });
    await guest.goto(`/m/${joinCode}`);
    await guest.getByLabel("Your name").fill("Frode");
    await guest.getByRole("button", { name: "Go in" }).click();
    await guest.getByText("Hello Frode").waitFor();
    english.push({ ...views[0]!, page: consoleInEnglish }, { ...views[2]!, page: guest });
  }
  let count = 0;
  const cookies = await console.context().cookies();
  await walkMeeting({
    ...{ baseURL, meetingId, joinCode },
    cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; "),
    onPhones: {
      answer: (text) => phone.getByLabel("Dit svar").fill(text),
      async send() {
        await phone.getByRole("button", { name: "Send svaret" }).click();
        await phone.getByText("Dit · Gemt").waitFor();
      },
      async propose(text) {
        await phone.getByLabel("Ny adfærd").fill(text);
        await phone.getByRole("button", { name: "Tilføj til listen" }).click();
        await phone.getByRole("listitem").filter({ hasText: text }).waitFor();
      },
    },
    async at(moment, stage) {
      // The console is the heaviest of the three: where it has come to, the others are.
      await console.locator('[aria-current="step"]').filter({ hasText: stage }).waitFor();
      count += 1;
      const number = String(count).padStart(2, "0");
      for (const { name, page } of views) {
        await atRest(page);
        const webp = await asWebp(painter, await page.screenshot(), name === "phone" ? 390 : 1120);
        writeFileSync(join(folder, `${number}-${moment}-${name}.webp`), webp);
      }
      if (lookFolder) {
        await lookAt(`${number}-${moment}`, views, "da");
        await lookAt(`${number}-${moment}`, english, "en");
      }
    },
  });
}
