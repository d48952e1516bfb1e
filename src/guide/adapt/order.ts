import { newId } from "#platform/id.ts";

/** The same keys with one of them elsewhere. */
export function moved(keys: readonly string[], key: string, to: number): string[] {
  const rest = keys.filter((each) => each !== key);
  return [...rest.slice(0, to), key, ...rest.slice(to)];
}

/** Of a step or a question that is added: two who add one at once have two. */
export const newKey = (): string => `k${newId().replaceAll("-", "")}`;
