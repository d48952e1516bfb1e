import type { ReactNode } from "react";
import { TextArea, TextField } from "#design/index.ts";
import type { Adapting } from "./useAdapting.ts";

/** One field of the draft, by its name: written in, saved by itself, with what is wrong beside it. */
export function Words({
  adapting: { draft, change, errors },
  field,
  label,
  description,
  rows,
  isNumber,
  isOptional,
}: {
  adapting: Adapting;
  field: string;
  label: string;
  description?: ReactNode;
  /** Several lines. */
  rows?: number;
  isNumber?: boolean;
  isOptional?: boolean;
}) {
  const shared = {
    label,
    description,
    isOptional,
    value: draft[field] ?? "",
    error: errors.find((error) => error.field === field)?.message,
    onChange: (value: string) => change({ [field]: value }),
  };
  return (
    <div data-field={field}>
      {rows ? (
        <TextArea {...shared} rows={rows} maxLength={20_000} />
      ) : (
        <TextField
          {...shared}
          maxLength={4000}
          {...(isNumber ? { inputMode: "numeric", isShort: true } : {})}
        />
      )}
    </div>
  );
}
