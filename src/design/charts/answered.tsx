import { createElement, type ReactNode } from "react";
import { useLocale, useText } from "../locale.tsx";
import { answeredFigure, type Create } from "./bars.ts";
import type { Answered } from "./points.ts";
import { text } from "./text.ts";

/** What customers answered to one question, on a slide. */
export function AnsweredFigure(props: { label: string; colour?: string | undefined; answered: Answered }) {
  const t = useText(text);
  const { locale } = useLocale();
  return answeredFigure(createElement as Create<ReactNode>, { locale, t }, props);
}
