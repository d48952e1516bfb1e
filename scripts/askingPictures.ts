// Pictures of asking customers, for docs/ASKING.md: a measurement that has begun, the mail, the customer's page by card.
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import sharp from "sharp";

type State = NonNullable<BrowserContextOptions["storageState"]>;

/** A logo, and leave to show it to whoever has agreed. */
async function inOwnLook(page: Page, baseURL: string): Promise<void> {
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="880" height="200"><path d="M60 150C60 90 110 90 110 40c40 40 60 70 60 110a55 50 0 0 1-110 0z" fill="#c2571a"/>
    <text x="210" y="135" font-family="sans-serif" font-weight="700" font-size="96" fill="#1d3b36">Nordvarme</text></svg>`;
  const buffer = await sharp(Buffer.from(drawing)).png().toBuffer();
  const headers = { origin: baseURL };
  const organisation = "/api/organisation";
  const { version } = await (await page.request.get(`${organisation}/look`)).json();
  await page.request.post(`${organisation}/look/logo`, {
    headers,
    multipart: { file: { name: "logo.png", mimeType: "image/png", buffer }, version: String(version) },
  });
  const settings = await (await page.request.get(`${organisation}/settings`)).json();
  await page.request.patch(`${organisation}/settings`, {
    headers,
    data: { ...settings, branding: "consented", brandColour: "#1d3b36" },
  });
}

export async function takeAsking(
  browser: Browser,
  baseURL: string,
  storageState: State,
  journeyId: string,
): Promise<void> {
  const context = await browser.newContext({
    ...{ baseURL, storageState, locale: "da-DK", viewport: { width: 1280, height: 1000 } },
  });
  const page = await context.newPage();
  const call = async (method: string, path: string, data?: object) =>
    (await page.request.fetch(`/api/pulse/${path}`, { method, data, headers: { origin: baseURL } })).json();
  const { id } = await call("POST", "pulses", { journeyId });
  await call("POST", `pulses/${id}/cards`);
  const [employee] = await call("GET", `pulses/${id}/employees`);
  const today = new Date();
  const day = (from: number) => new Date(today.getTime() + from * 86_400_000).toISOString();
  const contact = { email: "kunde@kunder.example", personId: employee.id, happenedOn: day(-1).slice(0, 10) };
  await call("POST", `pulses/${id}/contacts`, contact);
  const { version } = await call("GET", `pulses/${id}`);
  const told = { noticeOn: day(-60).slice(0, 10), closesAt: day(21) };
  const { version: ready } = await call("PATCH", `pulses/${id}`, { ...told, version });
  await inOwnLook(page, baseURL);
  const { mailHtml, ownLookHtml } = await call("GET", `pulses/${id}/preview?language=da`);
  await call("POST", `pulses/${id}/start`, { acceptShortNotice: true, version: ready });
  await page.goto(`/pulses/${id}`);
  const cards = page.getByRole("heading", { name: "Kunder, I møder" });
  await cards.waitFor();
  await page.waitForLoadState("networkidle");
  await cards.scrollIntoViewIfNeeded();
  await page.screenshot({ path: "docs/images/asking-cards.png" });
  const phone = await browser.newContext({
    ...{ baseURL, locale: "da-DK", viewport: { width: 390, height: 844 }, isMobile: true },
  });
  const customer = await phone.newPage();
  await customer.setContent(mailHtml);
  await customer.screenshot({ path: "docs/images/asking-mail.png" });
  await customer.setContent(ownLookHtml);
  await customer.screenshot({ path: "docs/images/asking-mail-own.png" });
  const [{ link }] = (await call("GET", `pulses/${id}/cards`)).cards;
  await customer.goto(new URL(link).pathname);
  await customer.screenshot({ path: "docs/images/asking-page.png" });
  await phone.close();
  await context.close();
}
