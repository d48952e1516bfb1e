import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useSubmit, useText, useToast } from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { sendChanges } from "#platform/http/newest.ts";
import { client } from "./client.ts";
import { pulseKey, pulseQuery } from "./queries.ts";
import { text } from "./text.ts";
import type { Pulse, PulseChange } from "./wire.ts";

/** As it stands at this moment: what is written on the page is joined with it. */
export const fetchNewest = (queries: QueryClient, { id }: Pulse): Promise<Pulse> =>
  queries.fetchQuery({ ...pulseQuery(id), staleTime: 0 });

/** Saves what is changed in a part of the measurement's settings, and says so. */
export function useChange(pulse: Pulse, onSaved: () => void) {
  const t = useText(text);
  const toast = useToast();
  const queries = useQueryClient();
  return useSubmit(
    (change: Omit<PulseChange, "version">) =>
      sendChanges(pulse, change, {
        send: (json) => answer(client.pulses[":id"].$patch({ param: { id: pulse.id }, json })),
        newest: () => fetchNewest(queries, pulse),
      }),
    async () => {
      onSaved();
      await queries.invalidateQueries({ queryKey: pulseKey(pulse.id) });
      toast({ message: t("saved") });
    },
  );
}
