// Pictures of asking customers, for docs/ASKING.md: a measurement that has begun, the mail, the customer's page by card.
import type { Browser, BrowserContextOptions } from "playwright-core";

type State = NonNullable<BrowserContextOptions["storageState"]>;

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
  const { mailHtml } = await call("GET", `pulses/${id}/preview?language=da`);
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
  const [{ link }] = (await call("GET", `pulses/${id}/cards`)).cards;
  await customer.goto(new URL(link).pathname);
  await customer.screenshot({ path: "docs/images/asking-page.png" });
  await phone.close();
  await context.close();
}
