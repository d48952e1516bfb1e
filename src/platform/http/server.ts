import { createHash } from "node:crypto";
import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { extname, join, normalize } from "node:path";
import { Readable } from "node:stream";
import type { Context, MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";
import type { Env } from "./context.ts";

const types: Record<string, string> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".png": "image/png",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
};

/**
 * The browser's files as the build left them, packed beforehand: names carry a hash of the content, so they are kept
 * for a year. One that is not there belonged to an earlier build, and is answered as such: the page of every other address
 * would be taken for a script.
 */
export function builtFiles(folder: string): MiddlewareHandler<Env> {
  return async (c, next) => {
    // Names of built files need no decoding; an address that cannot be decoded is none of them.
    const path = normalize(c.req.path);
    if (!path.startsWith("/assets/") || path.includes("..")) return next();
    const file = join(folder, path);
    const type = types[extname(file)];
    if (!type || !existsSync(file)) return c.notFound();
    const accepted = c.req.header("accept-encoding") ?? "";
    const packed = [
      ["br", ".br"],
      ["gzip", ".gz"],
    ].find(([encoding, suffix]) => accepted.includes(encoding!) && existsSync(file + suffix));
    const served = packed ? file + packed[1] : file;
    return c.body(Readable.toWeb(createReadStream(served)) as ReadableStream, 200, {
      "content-type": type,
      "content-length": String(statSync(served).size),
      "cache-control": "public, max-age=31536000, immutable",
      vary: "accept-encoding",
      ...(packed ? { "content-encoding": packed[0]! } : {}),
    });
  };
}

/** A page of the build ("index", "phone", "screen"): small, never kept by the browser, so that a new build is seen at once. */
export function builtPage(folder: string, name: string): (c: Context<Env>) => Response {
  const file = join(folder, `${name}.html`);
  let page: string | null = null;
  return (c) => {
    page ??= existsSync(file) ? readFileSync(file, "utf8") : null;
    if (page === null) return c.text(`The browser's files are not built: ${name}.html`, 503);
    return c.html(page, 200, { "cache-control": "no-cache" });
  };
}

/** Nothing but our own files runs, nobody frames us, no address leaks to other sites. */
export const guards = (isHttps: boolean): MiddlewareHandler =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", "data:", "blob:"],
      connectSrc: ["'self'", "ws:", "wss:"],
      frameAncestors: ["'none'"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
    },
    referrerPolicy: "same-origin",
    // On plain http, on one's own machine, browsers would take no notice.
    strictTransportSecurity: isHttps && "max-age=31536000; includeSubDomains",
    crossOriginOpenerPolicy: false,
    crossOriginResourcePolicy: "same-origin",
    xFrameOptions: "DENY",
  });

const hashOf = (inPage: string) => `'sha256-${createHash("sha256").update(inPage).digest("base64")}'`;

/**
 * For a page that is opened by a personal link: it stands outside the guards of the other pages and loads nothing at all.
 * `style`, and `script` where there is one, are what stands in it: nothing else applies or runs, and all works without.
 */
export function scriptlessGuards(style: string, script?: string): MiddlewareHandler {
  const policy = [
    "default-src 'none'",
    `style-src ${hashOf(style)}`,
    ...(script ? [`script-src ${hashOf(script)}`, "connect-src 'self'"] : []),
    "img-src data:",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
  return async (c, next) => {
    await next();
    c.res.headers.set("content-security-policy", policy);
    if (!c.res.headers.has("cache-control")) c.res.headers.set("cache-control", "no-store");
    c.res.headers.set("x-robots-tag", "noindex, nofollow");
  };
}
