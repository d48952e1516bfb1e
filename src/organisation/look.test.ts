import fc from "fast-check";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { contrast, readable } from "#platform/model/colour.ts";
import { type TestServer, testServer } from "../testing/server.ts";
import { houseColours, slideGrounds } from "./look.ts";

let server: TestServer;
let leader: ReturnType<TestServer["browser"]>;
beforeAll(async () => {
  server = await testServer();
  ({ leader } = await server.firstLeader());
});
afterAll(() => server.close());

const look = "/api/organisation/look";
const readLook = async () => (await leader("GET", look)).body;
const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 4, background: { r: 200, g: 30, b: 30, alpha: 0.5 } } });
async function sendLogo(bytes: Buffer, name = "logo.png", version?: number) {
  const form = new FormData();
  form.append("file", new File([new Uint8Array(bytes)], name));
  form.append("version", String(version ?? (await readLook()).version));
  return leader("POST", `${look}/logo`, form);
}

test("the organisation's colour can be read on a slide and on a quote's tint, in both themes", () => {
  const colour = fc.stringMatching(/^[0-9A-F]{6}$/);
  fc.assert(
    fc.property(colour, (accent) => {
      const colours = houseColours(accent);
      const of = (name: keyof typeof colours) => colours[name]!.slice(1);
      for (const theme of ["light", "dark"] as const)
        for (const ground of [of(`--house-${theme}-tint`), slideGrounds[theme]])
          expect(contrast(of(`--house-${theme}`), ground)).toBeGreaterThanOrEqual(readable);
    }),
  );
});

test("before anything is chosen it is neutral", async () => {
  expect(await readLook()).toEqual({ accent: null, logo: null, version: 0 });
  expect((await leader("GET", `${look}/logo`)).status).toBe(404);
});

test("a colour that cannot be read is refused beside its field, with one that can", async () => {
  const refused = await leader("PATCH", look, { accent: "ffd000", version: 0 });
  expect(refused.status).toBe(422);
  const [{ field, message }] = refused.body.errors;
  expect(field).toBe("accent");
  const better = /#([0-9A-F]{6})/.exec(message)?.[1];
  const taken = await leader("PATCH", look, { accent: better, version: 0 });
  expect(taken.body).toMatchObject({ accent: better, version: 1 });
  const late = await leader("PATCH", look, { accent: "000000", version: 0 });
  expect([late.status, late.body.type]).toEqual([409, "/problems/changedMeanwhile"]);
  expect((await leader("PATCH", look, { accent: null, version: 1 })).body.accent).toBeNull();
});

test("a logo is made anew: as large as paper needs, see-through where it was, and without what a camera wrote", async () => {
  const sent = await picture(2400, 600)
    .withExif({ IFD0: { Artist: "Karen Skovbo" } })
    .png()
    .toBuffer();
  const { status, body } = await sendLogo(sent);
  expect([status, body.logo]).toEqual([200, { width: 1200, height: 300 }]);
  const { headers, bytes } = await leader("GET", `${look}/logo`);
  expect(headers.get("content-type")).toBe("image/png");
  expect(bytes.includes("Karen")).toBe(false);
  expect(await sharp(bytes).metadata()).toMatchObject({ width: 1200, height: 300, hasAlpha: true });
});

test("what is no picture, a drawing, or too small is refused, and the logo that is there stays", async () => {
  const before = await readLook();
  const svg = Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>");
  for (const [bytes, reason] of [
    [svg, "pictureKind"],
    [Buffer.from("\x89PNG\r\n\x1a\nbroken", "latin1"), "pictureBroken"],
    [await picture(10, 400).png().toBuffer(), "logoTooSmall"],
    [Buffer.alloc(5 * 1024 * 1024 + 1), "pictureTooLarge"],
  ] as const) {
    const refused = await sendLogo(bytes);
    expect(refused.body.type).toBe(`/problems/${reason}`);
    expect(refused.body.errors).toMatchObject([{ field: "file" }]);
  }
  expect(await readLook()).toEqual(before);
  const gone = await leader("PATCH", look, { logo: null, version: before.version });
  expect(gone.body.logo).toBeNull();
});
