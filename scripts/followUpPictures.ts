// Pictures of what happens after the meeting, for docs/FOLLOW-UP.md: a conversation that is prepared, a review with its
// charts, the same held live on the big screen and on a phone, actions, and the way from a result to the note on the wall.
import type { Browser, BrowserContextOptions } from "playwright-core";
import sharp from "sharp";

type State = NonNullable<BrowserContextOptions["storageState"]>;

export async function takeFollowUp(
  browser: Browser,
  baseURL: string,
  storageState: State,
  unitId: string,
): Promise<void> {
  // Nothing is taken halfway into its place.
  const still = { baseURL, locale: "da-DK", reducedMotion: "reduce" } as const;
  const laptop = { ...still, storageState, viewport: { width: 1280, height: 900 } };
  const context = await browser.newContext(laptop);
  const page = await context.newPage();
  const get = async <T>(path: string): Promise<T> => (await page.request.get(`/api/${path}`)).json();
  const keep = async (picture: Promise<Buffer>, name: string) => {
    await sharp(await picture)
      .webp({ quality: 82 })
      .toFile(`docs/images/follow-up-${name}.webp`);
  };
  const take = async (path: string, name: string) => {
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.waitForLoadState("networkidle");
    await keep(page.screenshot(), name);
  };
  const talks = await get<{ nextId: string | null; as: string }[]>("follow-up/one-to-ones");
  await take(
    `/one-to-ones/${talks.find(({ nextId, as }) => nextId && as === "leader")!.nextId}`,
    "one-to-one",
  );
  await take("/actions", "actions");
  const reviews = await get<{ id: string; state: string }[]>(`follow-up/review-meetings?unitId=${unitId}`);
  const review = reviews.find(({ state }) => state === "planned")!.id;
  await page.goto(`/review-meetings/${review}`);
  await page.getByRole("heading", { name: "Det lovede I sidst" }).scrollIntoViewIfNeeded();
  await page.waitForLoadState("networkidle");
  await keep(page.screenshot(), "review");

  await page.getByRole("button", { name: "Åbn mødet for alle" }).click();
  await page.waitForURL(/\/meetings\/.+\/lead/);
  await page.getByRole("button", { name: "Gå til: Se på det" }).click();
  const meetingId = new URL(page.url()).pathname.split("/")[2]!;
  const slides = page.getByRole("listitem").filter({ has: page.getByRole("button", { name: /^3\. / }) });
  await slides.getByRole("button").click();
  const chart = page.getByRole("img", { name: /gennemsnit/ });
  await chart.waitFor();
  await keep(page.screenshot(), "console");
  const wall = await browser.newContext({ ...laptop, viewport: { width: 1920, height: 1080 } });
  const screen = await wall.newPage();
  await screen.goto(`/meetings/${meetingId}/screen`);
  await screen.getByRole("img", { name: /gennemsnit/ }).waitFor();
  await keep(screen.screenshot(), "screen");
  const { joinCode } = await get<{ joinCode: string }>(`preparation/meetings/${meetingId}`);
  const away = await browser.newContext({
    ...{ ...still, viewport: { width: 390, height: 760 }, isMobile: true },
  });
  const phone = await away.newPage();
  await phone.goto(`/m/${joinCode}`);
  await phone.getByRole("textbox").fill("Anna");
  await phone.getByRole("button", { name: "Gå ind" }).click();
  await phone.getByRole("img", { name: /gennemsnit/ }).waitFor();
  await keep(phone.screenshot(), "phone");
  for (const each of [wall, away, context]) await each.close();
}
