import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { formatDate } from "#design/format.ts";
import { houseFor } from "#organisation/house.ts";
import { requireViewer } from "#organisation/viewer.ts";
import { svgOf } from "#platform/documents/drawing.ts";
import { documentAnswer, sendDocument } from "#platform/documents/send.ts";
import { written } from "#platform/documents/write.ts";
import type { Env } from "#platform/http/context.ts";
import { refuseWith } from "#platform/http/problem.ts";
import { newRoutes } from "#platform/http/routes.ts";
import { allValues } from "#values/reads.ts";
import type { Results } from "../results.wire.ts";
import { seePerson, seeUnit } from "../seeResults.ts";
import { text } from "../text.ts";
import { type Colours, draw } from "./charts.ts";
import { figuresCsv, figuresXlsx, reportDocument } from "./files.ts";
import { charts, chartsOf } from "./which.ts";

/** Whose results: a unit's or an employee's, for whoever may see them on the page. */
const scopes = {
  units: { params: z.object({ unitId: z.uuid() }), place: "units/{unitId}" },
  people: { params: z.object({ personId: z.uuid() }), place: "people/{personId}" },
} as const;
type Scope = keyof typeof scopes;
type Seen = { results: Results; colours: Colours };

function see(c: Context<Env>, scope: Scope): Promise<Seen> {
  const { organisationId } = requireViewer(c);
  const withColours = async (tx: Parameters<typeof allValues>[0], results: Results): Promise<Seen> => {
    const values = await allValues(tx, organisationId);
    return { results, colours: new Map(values.map(({ id, colour }) => [id, colour])) };
  };
  if (scope === "units") return seeUnit(c, scopes.units.params.parse(c.req.param()).unitId, withColours);
  return seePerson(c, scopes.people.params.parse(c.req.param()).personId, withColours);
}

const titleOf = (c: Context<Env>, { name }: Results) => `${text(c.var.locale)("results.fileName")} ${name}`;

const fileRoute = (scope: Scope, file: string, responses: ReturnType<typeof documentAnswer>) =>
  createRoute({
    method: "get",
    path: `/results/${scopes[scope].place}/${file}`,
    request: { params: scopes[scope].params as z.ZodObject },
    responses,
  });

const ofPulse = z.object({ pulseId: z.uuid(), chart: z.enum(charts) });
const svgType = "image/svg+xml";

/** Files for people and programs: the typed client has no use for them. */
export const exportRoutes: ReturnType<typeof newRoutes> = newRoutes();
for (const scope of ["units", "people"] as const) {
  exportRoutes
    .openapi(
      fileRoute(scope, "figures.csv", {
        200: { content: { "text/csv": { schema: z.string() } }, description: "The released figures." },
      }),
      async (c) => {
        const { results } = await see(c, scope);
        return c.body(figuresCsv(c.var.locale, results), 200, {
          "content-type": "text/csv; charset=utf-8",
          "content-disposition": `attachment; filename="${text(c.var.locale)("results.fileName")}.csv"`,
        }) as never;
      },
    )
    .openapi(fileRoute(scope, "figures.xlsx", documentAnswer("The released figures.", "xlsx")), async (c) => {
      const { results } = await see(c, scope);
      return sendDocument(c, await figuresXlsx(c.var.locale, results), titleOf(c, results), "xlsx");
    })
    .openapi(fileRoute(scope, "report.pdf", documentAnswer("The results on paper.", "pdf")), async (c) => {
      const { locale } = c.var;
      const { results, colours } = await see(c, scope);
      const today = formatDate(locale, c.var.now());
      const printed = reportDocument(results, { locale, colours, today });
      return sendDocument(
        c,
        await written({ ...printed, house: await houseFor(c) }, "pdf"),
        titleOf(c, results),
        "pdf",
      );
    })
    .openapi(
      createRoute({
        method: "get",
        path: `/results/${scopes[scope].place}/charts/{pulseId}/{chart}`,
        request: { params: ofPulse.extend(scopes[scope].params.shape) as z.ZodObject },
        responses: {
          200: {
            content: { [svgType]: { schema: z.string() } },
            description: "A chart of what is released.",
          },
        },
      }),
      async (c) => {
        const { pulseId, chart } = ofPulse.parse(c.req.param());
        const { results, colours } = await see(c, scope);
        const pulse = results.pulses.find((each) => each.pulseId === pulseId);
        if (!pulse || !chartsOf(results, pulse).includes(chart)) throw refuseWith("notFound");
        const svg = svgOf(draw(chart, results, pulse, { locale: c.var.locale, colours }));
        return c.body(svg, 200, {
          "content-type": svgType,
          "content-disposition": `attachment; filename="${chart}.svg"`,
          // Opened by itself it is a picture and nothing else.
          "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
        }) as never;
      },
    );
}
