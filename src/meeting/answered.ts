import { type ComponentChild, h } from "preact";
import { answeredFigure, type Create } from "#design/charts/bars.ts";
import type { Answered } from "#design/charts/points.ts";
import da from "#design/charts/text.da.json" with { type: "json" };
import en from "#design/charts/text.en.json" with { type: "json" };
import type { Locale } from "#platform/text/index.ts";
import { smallText } from "#platform/text/small.ts";

const text = smallText({ da, en });

/** What customers answered to one question, on a phone and on the big screen: drawn as on the leaders' pages. */
export const AnsweredFigure = ({
  locale,
  ...props
}: {
  locale: Locale;
  label: string;
  colour?: string | undefined;
  answered: Answered;
}) => answeredFigure(h as Create<ComponentChild>, { locale, t: text(locale) }, props);
