import { useLocation, useRouter } from "@tanstack/react-router";

type Address = { at: string | null; value: string | null; round: number | null; unit: string | null };

/** Which item is open and what is filtered stand in the address: it can be sent to somebody, and "back" goes back. */
export function useAddress(path: string) {
  const router = useRouter();
  const { searchStr } = useLocation();
  const query = new URLSearchParams(searchStr);
  const round = Number(query.get("round"));
  const address: Address = {
    at: query.get("at"),
    value: query.get("value"),
    round: Number.isInteger(round) && round > 0 ? round : null,
    unit: query.get("unit"),
  };
  const hrefOf = (change: Partial<Address>): string => {
    const next = new URLSearchParams();
    for (const [name, part] of Object.entries({ ...address, ...change }))
      if (part !== null) next.set(name, String(part));
    const asked = next.toString();
    return path + (asked && `?${asked}`);
  };
  return { ...address, go: (change: Partial<Address>) => router.history.push(hrefOf(change)) };
}
