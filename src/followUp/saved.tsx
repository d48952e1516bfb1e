import type { ComponentProps } from "react";
import { ConflictNotice as Shared, useText } from "#design/index.ts";
import { text } from "./text.ts";

/** As everywhere; the other here is one of two. */
export function ConflictNotice(props: Omit<ComponentProps<typeof Shared>, "what" | "theirs">) {
  const t = useText(text);
  return <Shared {...props} what={t("conflict.text")} theirs={t("conflict.theirs")} />;
}
