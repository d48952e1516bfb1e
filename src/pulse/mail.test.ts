import { expect, test } from "vitest";
import { type Asked, askingMail } from "./mail.ts";

const long = (count: number) => "Meget langt. ".repeat(1000).slice(0, count);
const asked: Asked = {
  ...{ senderName: long(200), introDa: long(1000), introEn: "", closesAt: new Date("2026-12-24T23:00:00Z") },
  ...{ timeZone: "Europe/Copenhagen", privacyText: `${long(2000)}\n${long(3000)}` },
  questions: Array.from({ length: 5 }, () => ({ kind: "scale", textDa: long(300), textEn: "" })),
};
const logo = { png: Buffer.from("png"), width: 400, height: 120 };
const brand = { name: "Nordvarme", colour: "#1d3b36", lineDa: long(300), lineEn: "", logo };
const to = { language: "da" as const, link: "https://udlev.example/s/abc", happenedOn: "2026-11-20" };
const mails = [false, true].flatMap((isReminder) => [
  askingMail(asked, { ...to, isReminder, isTrial: false }).html!,
  askingMail(asked, { ...to, isReminder, isTrial: true, brand }).html!,
]);

test.each(mails)("a mail keeps within what mail programs are known to draw", (mail) => {
  // Gmail clips what is longer.
  expect(Buffer.byteLength(mail)).toBeLessThan(102 * 1024);
  // Outlook draws with Word: columns and spaces are those of tables, and nothing is laid out in another way.
  expect(mail).not.toMatch(
    /<div|<script|<link|<button|display:(flex|grid)|position:|float:|url\(|rem|var\(/u,
  );
  for (const [table] of mail.matchAll(/<table[^>]*>/gu))
    for (const part of ['role="presentation"', 'cellpadding="0"', 'cellspacing="0"', 'border="0"'])
      expect(table).toContain(part);
  // What is inherited elsewhere is not inherited into a table there.
  for (const [, cell] of mail.matchAll(/<td([^>]*)>\s*(?:<[abp][\s>]|[^<\s&])/gu))
    expect(cell).toContain("font-family");
  for (const [paragraph] of mail.matchAll(/<p[^>]*>/gu)) expect(paragraph).toContain("margin:0 0 16px");
  for (const [image] of mail.matchAll(/<img[^>]*>/gu))
    expect(image).toMatch(/alt="Nordvarme" width="200" height="60"/u);
  // Without the head, which Gmail may take out, nothing is missing.
  expect(mail.match(/<style>.*?<\/style>/gsu)).toEqual(["<style>:root{color-scheme:light dark}</style>"]);
  expect(mail).not.toContain("class=");
  // Lines that somebody wrote stay lines.
  expect(mail).toContain(`${long(2000)}<br>${long(3000)}`);
});
