import { html, raw } from "hono/html";
import type { Locale } from "#platform/text/index.ts";

type Part = ReturnType<typeof html>;

const face = "font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:24px";
/** Outlook sets spaces by attributes, and lets nothing be inherited into a table. */
const bare = raw('role="presentation" cellpadding="0" cellspacing="0" border="0"');
const column = 560;

/**
 * A mail as all programs draw it alike: one column in tables, every style with its element. A style sheet in the head is
 * taken out by some; this one only says that the mail is at home in the light and in the dark. It sets no colours of its
 * own, so that none is turned into another that cannot be read. What a mail program may do is in docs/MAILS.md.
 */
export const mailPage = (language: Locale, subject: string, body: Part): string =>
  String(html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no">
<title>${subject}</title><style>:root{color-scheme:light dark}</style></head>
<body style="margin:0;padding:0"><table ${bare} width="100%"><tr><td align="center" style="padding:16px">
<!--[if mso]><table ${bare} width="${column}"><tr><td><![endif]-->
<table ${bare} width="100%" style="max-width:${column}px"><tr><td align="left" style="${face}">
${body}
</td></tr></table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr></table></body></html>`);

/** A row of nothing but its height: Outlook takes no other for it. */
const space = (height: 8 | 16): Part =>
  html`<tr><td height="${height}" style="font-size:${height}px;line-height:${height}px">&nbsp;</td></tr>`;

/** A paragraph with the space after it that every program keeps. */
export const paragraph = (words: Part | string, look: "text" | "small" = "text"): Part =>
  html`<p style="margin:0 0 16px${look === "small" ? ";font-size:14px;line-height:21px" : ""}">${words}</p>
`;

/** What people wrote over several lines: Outlook knows no line but the one that is told of. */
export const linesIn = (words: string): Part =>
  html`${words.split("\n").map((line, at) => html`${at > 0 ? raw("<br>") : ""}${line}`)}`;

/**
 * Answers to press, one below the other: wide enough for a thumb, with a frame where a link could not have one. In Outlook,
 * which gives links no room, the cell around it has it.
 */
export const choices = (links: readonly { href: string; label: string }[]): Part =>
  html`<table ${bare} width="280">${links.map(
    ({ href, label }, at) =>
      html`<tr><td style="${face};border:1px solid #6f7f7a;border-radius:6px;padding:0;mso-padding-alt:10px 14px"><a href="${href}" style="display:block;padding:10px 14px;color:inherit;text-decoration:none">${label}</a></td></tr>
${space(at < links.length - 1 ? 8 : 16)}`,
  )}</table>
`;

/** A band of a colour across the mail's head. */
export const band = (words: Part | string, { ground, ink }: { ground: string; ink: string }): Part =>
  html`<table ${bare} width="100%"><tr><td bgcolor="${ground}" style="${face};font-size:20px;font-weight:bold;padding:14px 16px;border-radius:6px;background:${ground};color:${ink}">${words}</td></tr>
${space(16)}</table>
`;

/** Two columns: when, and what. */
export const pairs = (rows: readonly { first: string; second: string }[]): Part =>
  html`<table ${bare}>${rows.map(
    ({ first, second }) =>
      html`<tr><td valign="top" style="${face};padding:2px 14px 2px 0;white-space:nowrap">${first}</td><td valign="top" style="${face};padding:2px 0">${second}</td></tr>`,
  )}${space(16)}</table>
`;
