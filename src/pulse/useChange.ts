import { useQueryClient } from "@tanstack/react-query";
import { useSubmit, useText, useToast } from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { orNewest } from "#platform/http/newest.ts";
import { client } from "./client.ts";
import { pulseKey } from "./queries.ts";
import { text } from "./text.ts";
import type { Pulse, PulseChange } from "./wire.ts";

/** What is sent about a measurement: where somebody else changed it first, her change is fetched before the next try. */
export function useNewest(pulse: Pulse) {
  const queries = useQueryClient();
  return <T>(sent: Promise<T>): Promise<T> => orNewest(queries, pulseKey(pulse.id), sent);
}

/** Saves a part of the measurement's settings, and says so. */
export function useChange(pulse: Pulse, onSaved: () => void) {
  const t = useText(text);
  const toast = useToast();
  const queries = useQueryClient();
  const newest = useNewest(pulse);
  return useSubmit(
    (change: Omit<PulseChange, "version">) =>
      newest(
        answer(
          client.pulses[":id"].$patch({
            param: { id: pulse.id },
            json: { ...change, version: pulse.version },
          }),
        ),
      ),
    async () => {
      onSaved();
      await queries.invalidateQueries({ queryKey: pulseKey(pulse.id) });
      toast({ message: t("saved") });
    },
  );
}
