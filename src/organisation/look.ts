import { queryOptions } from "@tanstack/react-query";
import { answer } from "#platform/http/client.ts";
import { mixed, readableOn } from "#platform/model/colour.ts";
import { client } from "./client.ts";
import type { Look } from "./wire.ts";

/** The organisation's colour and logo, for whoever is signed in. */
export const lookQuery = queryOptions({
  queryKey: ["organisation", "look"],
  queryFn: () => answer(client.look.$get()),
  staleTime: 60_000,
});
export const logoAddress = ({ version }: Look): string => `/api/organisation/look/logo?v=${version}`;

/** What documents have while nothing is chosen. */
export const usualAccent = "17514A";
/** What a slide stands on: on paper and in the light theme, and in the dark one, as design/tokens.css has it. */
export const slideGrounds = { light: "FAF8F4", dark: "191815" } as const;

/** A slide's colours out of the organisation's one, for both themes; the stylesheet takes those of its own. A quote
 * stands on the tint, so that is where the colour has to be readable: on the plain ground it then is as well. */
export function houseColours(accent: string): Record<`--${string}`, string> {
  const lightTint = mixed(accent, 0.1, slideGrounds.light);
  const darkTint = mixed(readableOn(slideGrounds.dark, accent), 0.14, slideGrounds.dark);
  return {
    "--house-light": `#${readableOn(lightTint, accent)}`,
    "--house-light-tint": `#${lightTint}`,
    "--house-dark": `#${readableOn(darkTint, accent)}`,
    "--house-dark-tint": `#${darkTint}`,
  };
}
