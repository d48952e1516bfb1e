import type { QueryClient, QueryKey } from "@tanstack/react-query";
import { Problem } from "./client.ts";

/** Where somebody else was first, what she wrote is fetched: the next try is made with both in sight. */
export const orNewest = <T>(queries: QueryClient, queryKey: QueryKey, sent: Promise<T>): Promise<T> =>
  sent.catch(async (error) => {
    if (error instanceof Problem && error.status === 409) await queries.invalidateQueries({ queryKey });
    throw error;
  });
