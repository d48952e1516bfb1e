import { FileDown, Waypoints } from "lucide-react";
import { LinkButton, useText } from "#design/index.ts";
import type { RowExtra } from "#guide/rowExtras.ts";
import { text } from "./text.ts";

/** Beside a journey's title: the filled guide to take away, and the thread that it is part of. */
export const JourneyExtra: RowExtra = ({ journeyId, unitId }) => {
  const t = useText(text);
  return (
    <>
      <LinkButton href={`/units/${unitId}/thread`} icon={<Waypoints aria-hidden />}>
        {t("thread.open")}
      </LinkButton>
      <LinkButton href={`/api/thread/journeys/${journeyId}/guide.docx`} icon={<FileDown aria-hidden />}>
        {t("guide.download")}
      </LinkButton>
      <LinkButton href={`/api/thread/journeys/${journeyId}/guide.pdf`} icon={<FileDown aria-hidden />}>
        {t("guide.downloadPdf")}
      </LinkButton>
    </>
  );
};
