import { queryOptions } from "@tanstack/react-query";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";

/** The units that the viewer may see, the archived ones too. */
export const unitsQuery = queryOptions({
  queryKey: ["organisation", "units"],
  queryFn: () => answer(client.units.$get()),
});
