import { useState } from "react";
import { Button, FormErrors, Link, LinkButton, Row, useText } from "#design/index.ts";
import type { PulseResult, Results } from "../results.wire.ts";
import { text } from "../text.ts";
import { type Chart, chartsOf, chartTitles } from "./which.ts";

const placeOf = ({ unitId, personId }: Results): string =>
  `/api/pulse/results/${personId ? `people/${personId}` : `units/${unitId}`}`;

/** The results as files: a report to print, and the figures. */
export function ResultFiles({ results }: { results: Results }) {
  const t = useText(text);
  const place = placeOf(results);
  if (results.pulses.length === 0) return null;
  return (
    <Row>
      <LinkButton href={`${place}/report.pdf`}>{t("results.pdf")}</LinkButton>
      <LinkButton href={`${place}/figures.xlsx`}>{t("results.xlsx")}</LinkButton>
      <LinkButton href={`${place}/figures.csv`}>{t("results.csv")}</LinkButton>
    </Row>
  );
}

/** So many dots to the point: sharp on a slide that fills a wall. */
const dots = 3;

/** Drawn by the browser, which has the letters that a picture of dots needs. */
async function savePng(address: string, name: string): Promise<void> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
  const source = URL.createObjectURL(await answer.blob());
  try {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth * dots;
    canvas.height = image.naturalHeight * dots;
    canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
    const png = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
    if (!png) throw new Error("the picture could not be drawn");
    const file = URL.createObjectURL(png);
    const link = Object.assign(document.createElement("a"), { href: file, download: `${name}.png` });
    link.click();
    URL.revokeObjectURL(file);
  } finally {
    URL.revokeObjectURL(source);
  }
}

/** Each chart of a measurement as a picture, for a slide or a letter. */
export function ChartFiles({ results, pulse }: { results: Results; pulse: PulseResult }) {
  const t = useText(text);
  const [failed, setFailed] = useState<Chart>();
  const there = chartsOf(results, pulse);
  if (there.length === 0) return null;
  return (
    <details>
      <summary>{t("results.pictures")}</summary>
      <ul>
        {there.map((chart) => {
          const [title, address] = [
            t(chartTitles[chart]),
            `${placeOf(results)}/charts/${pulse.pulseId}/${chart}`,
          ];
          return (
            <li key={chart}>
              <Row>
                <span>{title}</span>
                <Link href={address} aria-label={`${title}: SVG`}>
                  SVG
                </Link>
                <Button
                  size="small"
                  variant="quiet"
                  aria-label={`${title}: PNG`}
                  onPress={() => {
                    setFailed(undefined);
                    savePng(address, `${pulse.title} ${title}`).catch(() => setFailed(chart));
                  }}
                >
                  PNG
                </Button>
              </Row>
              {failed === chart && <FormErrors problem={t("results.pictureFailed")} />}
            </li>
          );
        })}
      </ul>
    </details>
  );
}
