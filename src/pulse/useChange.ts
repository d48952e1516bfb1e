import { useQueryClient } from "@tanstack/react-query";
import { useSubmit, useText, useToast } from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { orNewest } from "#platform/http/newest.ts";
import { client } from "./client.ts";
import { pulseKey } from "./queries.ts";
import { text } from "./text.ts";
import type { Pulse, PulseChange } from "./wire.ts";

/** Saves a part of the measurement's settings, and says so. */
export function useChange(pulse: Pulse, onSaved: () => void) {
  const t = useText(text);
  const toast = useToast();
  const queries = useQueryClient();
  return useSubmit(
    (change: Omit<PulseChange, "version">) =>
      orNewest(
        queries,
        pulseKey(pulse.id),
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
