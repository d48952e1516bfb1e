import { html, raw } from "hono/html";
import type { Locale } from "#platform/text/index.ts";
import type { Copy } from "./store.ts";
import { text } from "./text.ts";

const copyStyle =
  "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;border-top:1px solid #999;padding-top:.5rem}dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}@media(max-width:40rem){dl{display:block}}";

const shown = (value: unknown): string => (typeof value === "object" ? JSON.stringify(value) : String(value));

/** A copy to read and print; the same as the JSON, leaving out what is empty. */
export function copyPage(copy: Copy, name: string, locale: Locale) {
  const t = text(locale);
  const table = ([key, rows]: [string, Copy["tables"][string]]) => html`<h2>${key.replaceAll("_", " ")}</h2>
    ${rows.map(
      (row) => html`<dl>
        ${Object.entries(row)
          .filter(([, value]) => value !== null && value !== "")
          .map(([column, value]) => html`<dt>${column.replaceAll("_", " ")}</dt><dd>${shown(value)}</dd>`)}
      </dl>`,
    )}`;
  return html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${t("copy.title", { name })}</title>
        <style>${raw(copyStyle)}</style>
      </head>
      <body>
        <main>
          <h1>${t("copy.title", { name })}</h1>
          <p>${t("copy.text")}</p>
          ${Object.entries(copy.tables).map(table)}
        </main>
      </body>
    </html>`;
}
