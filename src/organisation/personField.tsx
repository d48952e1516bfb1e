import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ComponentProps, useDeferredValue } from "react";
import { TextField } from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";

/** Somebody of the organisation, or only a name: a guest, "all of us". */
export type NamedPerson = { personId: string | null; name: string };

/** A name to write, with the unit's people offered; one that is taken from the list is that person. */
export function PersonField({
  unitId,
  person,
  onChange,
  ...field
}: Omit<ComponentProps<typeof TextField>, "value" | "onChange" | "suggestions"> & {
  /** Whose people are offered; without it, everybody in the organisation. */
  unitId?: string;
  person: NamedPerson;
  onChange: (person: NamedPerson) => void;
}) {
  const search = useDeferredValue(person.name);
  const { data: people = [] } = useQuery({
    queryKey: ["organisation", "people", "named", unitId ?? "", search],
    queryFn: async () =>
      (
        await answer(
          client.people.$get({ query: { ...(unitId ? { unitId } : {}), search: search.slice(0, 200) } }),
        )
      ).people,
    placeholderData: keepPreviousData,
  });
  // Two of the same name are told apart by their addresses.
  const labelOf = ({ name, email }: { name: string; email: string }) =>
    people.some((other) => other.name === name && other.email !== email) ? `${name} (${email})` : name;
  return (
    <TextField
      {...field}
      value={person.name}
      suggestions={people.map(labelOf)}
      autoComplete="off"
      onChange={(name) => {
        const chosen = people.find((each) => labelOf(each) === name);
        onChange({ personId: chosen?.id ?? null, name });
      }}
    />
  );
}
