import { scaleLinear, scalePoint } from "@visx/scale";
import { AreaClosed, LinePath } from "@visx/shape";
import type { ReactNode } from "react";
import { useFormat, useText } from "../locale.tsx";
import styles from "./charts.module.css";
import { Figures } from "./figures.tsx";
import { text } from "./text.ts";

export type SeriesPoint = { at: string; mean: number | null; low?: number; high?: number; n?: number };
export type SmallMultiplesProps = {
  label: string;
  series: readonly {
    key: string;
    label: string;
    mark?: ReactNode;
    colour?: string;
    points: readonly SeriesPoint[];
  }[];
};

const size = { width: 260, height: 110, left: 18, right: 12, top: 10, bottom: 22 };

/** The same little picture over time, once per behaviour, on one and the same scale. */
export function SmallMultiples({ label, series }: SmallMultiplesProps) {
  const t = useText(text);
  const { number } = useFormat();
  const one = (value: number) => number(value, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const times = [...new Set(series.flatMap(({ points }) => points.map(({ at }) => at)))];
  const x = scalePoint<string>({
    domain: times,
    range: [size.left + 8, size.width - size.right - 8],
    padding: 0,
  });
  const y = scaleLinear<number>({ domain: [1, 5], range: [size.height - size.bottom, size.top] });
  // Names that would lie over each other are numbers, which the line beneath explains.
  const isNumbered = times.length > 2 && times.some((time) => time.length > 9);
  const shown = (value: number | null) => (value === null ? "–" : one(value));
  return (
    <Figures
      caption={label}
      head={[label, ...times]}
      rows={series.map(({ label: name, points }) => [
        name,
        ...times.map((time) => shown(points.find(({ at }) => at === time)?.mean ?? null)),
      ])}
    >
      <div className={styles.multiples}>
        {series.map(({ key, label: name, mark, colour, points }) => {
          const known = points.filter(
            (point): point is SeriesPoint & { mean: number } => point.mean !== null,
          );
          const paint = colour ? `var(--value-${colour})` : "var(--accent)";
          return (
            <div key={key} className={styles.multiple}>
              <div className={styles.barLabel}>
                {mark}
                <span>{name}</span>
              </div>
              <svg
                viewBox={`0 0 ${size.width} ${size.height}`}
                role="img"
                aria-label={t("chart.series", {
                  label: name,
                  points: points
                    .map(({ at, mean }) => `${at} ${mean === null ? t("chart.tooFew") : one(mean)}`)
                    .join(", "),
                })}
              >
                {[1, 3, 5].map((tick) => (
                  <g key={tick}>
                    <line
                      x1={size.left}
                      x2={size.width - size.right}
                      y1={y(tick)}
                      y2={y(tick)}
                      className={styles.tick}
                    />
                    <text x={size.left - 6} y={y(tick) + 4} textAnchor="end" className={styles.tickLabel}>
                      {tick}
                    </text>
                  </g>
                ))}
                <AreaClosed
                  data={[...points]}
                  defined={({ mean, low, high }) => mean !== null && low !== undefined && high !== undefined}
                  x={({ at }) => x(at) ?? 0}
                  y0={({ low }) => y(low ?? 1)}
                  y1={({ high }) => y(high ?? 1)}
                  yScale={y}
                  fill={paint}
                  fillOpacity={0.16}
                />
                <LinePath
                  data={[...points]}
                  defined={({ mean }) => mean !== null}
                  x={({ at }) => x(at) ?? 0}
                  y={({ mean }) => y(mean ?? 1)}
                  stroke={paint}
                  strokeWidth={2.5}
                />
                {known.map(({ at, mean }) => (
                  <circle key={at} cx={x(at)} cy={y(mean)} r={4} fill={paint} />
                ))}
                {times.map((time, index) =>
                  times.length <= 4 || index === 0 || index === times.length - 1 ? (
                    <text
                      key={time}
                      x={x(time)}
                      y={size.height - 5}
                      textAnchor={index === 0 ? "start" : index === times.length - 1 ? "end" : "middle"}
                      className={styles.tickLabel}
                    >
                      {isNumbered ? index + 1 : time}
                    </text>
                  ) : null,
                )}
              </svg>
            </div>
          );
        })}
      </div>
      {isNumbered && (
        <ol className={styles.times}>
          {times.map((time) => (
            <li key={time}>{time}</li>
          ))}
        </ol>
      )}
    </Figures>
  );
}
