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

/** A slide's colours out of the organisation's one, for both themes; the stylesheet takes those of its own. */
export function houseColours(accent: string): Record<`--${string}`, string> {
  const dark = readableOn(slideGrounds.dark, accent);
  return {
    "--house-light": `#${accent}`,
    "--house-light-tint": `#${mixed(accent, 0.1, slideGrounds.light)}`,
    "--house-dark": `#${dark}`,
    "--house-dark-tint": `#${mixed(dark, 0.14, slideGrounds.dark)}`,
  };
}
