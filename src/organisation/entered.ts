import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { sessionQuery } from "./session.tsx";
import { tellTabs } from "./tabs.ts";
import { wayBack } from "./wayBack.ts";

/** After signing in: asks anew who is here, and goes where she was headed. */
export function useEnter(): (to?: string | null) => Promise<void> {
  const queries = useQueryClient();
  const router = useRouter();
  return async (to = null) => {
    await queries.fetchQuery({ ...sessionQuery, staleTime: 0 });
    tellTabs("in");
    router.history.replace(wayBack(to));
  };
}
