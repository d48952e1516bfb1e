import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Decided } from "#behaviour/decided.tsx";
import { leavesOut } from "#design/charts/points.ts";
import { text as chartText } from "#design/charts/text.ts";
import {
  Button,
  Card,
  Distribution,
  Interval,
  LinkButton,
  Mark,
  Notice,
  Page,
  Skeleton,
  Table,
  useFormat,
  useText,
} from "#design/index.ts";
import { planLines } from "#meeting/minutes/plan.ts";
import { text as minutesText } from "#meeting/minutes/text.ts";
import styles from "./minutes.module.css";
import type { MeetingMinutes } from "./minutes.wire.ts";
import { minutesQuery } from "./queries.ts";
import { text } from "./text.ts";

function Present({ participants, byCode }: Pick<MeetingMinutes, "participants" | "byCode">) {
  const t = useText(minutesText);
  if (participants.length + byCode.length === 0) return <p>{t("present.none")}</p>;
  const rows = [
    { key: "there", is: true },
    { key: "away", is: false },
    { key: "invited", is: null },
  ] as const;
  return (
    <>
      <dl className={styles.present}>
        {rows.map(({ key, is }) => {
          const names = participants.filter(({ attended }) => attended === is).map(({ name }) => name);
          if (names.length === 0) return null;
          return (
            <div key={key}>
              <dt>{t(`present.${key}`, { count: names.length })}</dt>
              <dd>{names.join(", ")}</dd>
            </div>
          );
        })}
        {byCode.length > 0 && (
          <div>
            <dt>{t("present.byCode", { count: byCode.length })}</dt>
            <dd>{byCode.join(", ")}</dd>
          </div>
        )}
      </dl>
    </>
  );
}

function Decisions({ minutes }: { minutes: MeetingMinutes }) {
  const t = useText(minutesText);
  if (minutes.decisions.length === 0) return <p>{t("decisions.none")}</p>;
  return minutes.decisions.map((decision, index) => (
    <section key={decision.id} className={styles.decision}>
      {minutes.decisions.length > 1 && <h3>{t("decisions.number", { number: index + 1 })}</h3>}
      <Decided decided={decision} value={minutes.values.find(({ id }) => id === decision.valueId)} />
    </section>
  ));
}

function NextSteps({ actions }: Pick<MeetingMinutes, "actions">) {
  const t = useText(text);
  const format = useFormat();
  const said = useText(minutesText);
  return (
    <Table
      label={said("actions.title")}
      rows={actions.map((action, index) => ({ ...action, key: String(index) }))}
      keyOf={({ key }) => key}
      empty={<p>{said("actions.none")}</p>}
      columns={[
        { key: "what", label: t("minutes.what"), isHeader: true, width: "50%", render: ({ title }) => title },
        { key: "who", label: t("minutes.who"), render: ({ ownerName }) => ownerName || t("minutes.nobody") },
        {
          key: "when",
          label: t("minutes.when"),
          render: ({ dueOn, state }) =>
            [
              dueOn ? format.date(dueOn, { style: "medium" }) : t("fact.noDate"),
              ...(state === "open" ? [] : [t(`minutes.${state}`)]),
            ].join(" · "),
        },
      ]}
    />
  );
}

function Answers({ answers }: { answers: MeetingMinutes["taken"] }) {
  return answers.map(({ question, notes }) => (
    <section key={question}>
      {question && <h3 className={styles.question}>{question}</h3>}
      <ul className={styles.list}>
        {notes.map((note, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two notes may say the same
          <li key={index}>{note}</li>
        ))}
      </ul>
    </section>
  ));
}

/** As on the results' page, and as it was when the room looked at it. */
function Answered({ answered, values }: Pick<MeetingMinutes, "answered" | "values">) {
  const t = useText(minutesText);
  const chart = useText(chartText);
  const format = useFormat();
  const rows = answered.map(({ question, answered: each }) => ({
    ...{ key: question, label: question, mean: each.mean, counts: each.counts },
    ...{ notRelevant: each.notRelevant ?? 0, value: values.find(({ id }) => id === each.valueId) },
  }));
  const marked = rows.map(({ value, ...row }) => ({
    ...row,
    ...(value && { colour: value.colour, mark: <Mark value={value} title={value.name} /> }),
  }));
  const { source, at } = answered[0]!.answered;
  return (
    <>
      <p>{chart("chart.asItWas", { source, date: format.date(at) })}</p>
      <Interval label={t("answered.means")} rows={marked} />
      {rows.some(({ counts }) => counts) && <Distribution label={t("answered.spread")} rows={marked} />}
      {rows.some(leavesOut) && <p>{chart("chart.spreadWithout")}</p>}
    </>
  );
}

/** The minutes of a meeting, to read here or on paper: who was there, what was decided and why, who does what by when. */
export function MinutesPage() {
  const t = useText(text);
  const said = useText(minutesText);
  const format = useFormat();
  const { meetingId } = useParams({ strict: false }) as { meetingId: string };
  const { data: minutes } = useQuery(minutesQuery(meetingId));
  if (!minutes)
    return (
      <Page title={t("minutes.loading")}>
        <Skeleton lines={8} />
      </Page>
    );
  const when = minutes.startsAt
    ? format.dateTime(minutes.startsAt, { style: "full", timeZone: minutes.timeZone })
    : said("noDate");
  const plan = planLines(minutes.plan);
  const isHeld = minutes.state === "closed";
  return (
    <Page
      title={said("title", { title: minutes.title })}
      width="narrow"
      lead={[minutes.unitName, when, minutes.place.trim()].filter(Boolean).join(" · ")}
      path={[{ label: minutes.unitName, href: `/units/${minutes.unitId}` }]}
      actions={
        isHeld && (
          <div className={styles.actions}>
            <LinkButton href={`/api/thread/meetings/${minutes.id}/minutes.docx`}>
              {t("guide.download")}
            </LinkButton>
            <LinkButton href={`/api/thread/meetings/${minutes.id}/minutes.pdf`}>
              {t("guide.downloadPdf")}
            </LinkButton>
            <Button onPress={() => print()}>{t("minutes.print")}</Button>
          </div>
        )
      }
    >
      {isHeld ? (
        <div className={styles.minutes}>
          <Card title={said("decisions.title")}>
            <Decisions minutes={minutes} />
          </Card>
          <Card title={said("actions.title")}>
            <NextSteps actions={minutes.actions} />
          </Card>
          {plan.length > 0 && (
            <Card title={said("plan.title")}>
              <dl className={styles.present}>
                {plan.map(([key, words]) => (
                  <div key={key}>
                    <dt>{said(`plan.${key}`)}</dt>
                    <dd>{words}</dd>
                  </div>
                ))}
              </dl>
            </Card>
          )}
          {minutes.answered.length > 0 && (
            <Card title={said("answered.title")}>
              <Answered answered={minutes.answered} values={minutes.values} />
            </Card>
          )}
          {minutes.taken.length > 0 && (
            <Card title={said("taken.title")}>
              <Answers answers={minutes.taken} />
            </Card>
          )}
          {minutes.said && minutes.said.length > 0 && (
            <Card title={t("minutes.said")}>
              <p>{t("minutes.saidText")}</p>
              <Answers answers={minutes.said} />
            </Card>
          )}
          {minutes.photos.length > 0 && (
            <Card title={said("photos.title")}>
              <ul className={styles.photos}>
                {minutes.photos.map(({ id, caption, width, height }, index) => {
                  const address = `/api/meeting/meetings/${minutes.id}/photos/${id}`;
                  const words = caption || said("photos.unnamed", { number: index + 1 });
                  return (
                    <li key={id}>
                      <a href={address} target="_blank" rel="noreferrer">
                        <img src={address} alt={words} width={width} height={height} loading="lazy" />
                      </a>
                      <p className={styles.faint}>{words}</p>
                    </li>
                  );
                })}
              </ul>
            </Card>
          )}
          <Card title={said("present.title")}>
            <Present participants={minutes.participants} byCode={minutes.byCode} />
          </Card>
          <Card title={said("agenda.title")}>
            {minutes.agenda.length === 0 ? (
              <p>{said("agenda.none")}</p>
            ) : (
              <ol className={styles.list}>
                {minutes.agenda.map((item, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: items are read in their order
                  <li key={index}>{said("agenda.item", { title: item.title, count: item.minutes })}</li>
                ))}
              </ol>
            )}
          </Card>
        </div>
      ) : (
        <Notice>{t(minutes.state === "cancelled" ? "minutes.cancelled" : "minutes.notYet")}</Notice>
      )}
    </Page>
  );
}
