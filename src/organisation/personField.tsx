import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ComponentProps, useDeferredValue } from "react";
import { TextField } from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";

/** Somebody of the organisation, or only a name: a guest, "all of us". */
export type NamedPerson = { personId: string | null; name: string };

const folded = (name: string): string => name.trim().replace(/\s+/g, " ").toLocaleLowerCase("da");

/** Whoever may be meant by a name, or a first name: everybody whose name holds all of its words. */
export function meantBy<Person extends { name: string }>(name: string, people: readonly Person[]): Person[] {
  const words = folded(name).split(" ");
  const whole = people.filter((person) => folded(person.name) === folded(name));
  if (whole.length > 0) return whole;
  return people.filter((person) => {
    const parts = folded(person.name).split(/[ -]/);
    return words.every((word) => parts.includes(word));
  });
}

const named = async (search: string, unitId: string | undefined) =>
  (
    await answer(
      client.people.$get({ query: { ...(unitId ? { unitId } : {}), search: search.slice(0, 200) } }),
    )
  ).people;

/** The people of a unit who may be meant by what was written. */
export const whoIs = async (name: string, unitId: string): Promise<{ id: string; name: string }[]> =>
  meantBy(name, await named(name.trim(), unitId));

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
    queryFn: () => named(search, unitId),
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
