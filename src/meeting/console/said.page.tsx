import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Badge, Card, EmptyState, Page, Skeleton, useText } from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "../client.ts";
import styles from "./console.module.css";
import { text } from "./text.ts";

/** What her people answered to what she had considered, kept for her: marked where the meeting took it along. */
export function SaidPage() {
  const t = useText(text);
  const { meetingId } = useParams({ strict: false }) as { meetingId: string };
  const { data } = useQuery({
    queryKey: ["meeting", meetingId, "said"],
    queryFn: () => answer(client.meetings[":id"].said.$get({ param: { id: meetingId } })),
  });
  if (!data) return <Skeleton lines={8} />;
  return (
    <Page
      title={t("said.title")}
      lead={t("said.lead", { title: data.title })}
      width="narrow"
      path={data.journeyId ? [{ label: data.unitName, href: `/journeys/${data.journeyId}` }] : []}
    >
      {data.said.length === 0 && <EmptyState title={t("said.none")}>{t("said.noneText")}</EmptyState>}
      {data.said.map(({ question, answers }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: questions stand still
        <Card key={place} title={question || t("said.question", { number: place + 1 })} level={2}>
          <ul className={styles.plain}>
            {answers.map(({ text: words, isTakenAlong, agrees, author }, each) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: answers stand still
              <li key={each}>
                {words}{" "}
                <span className={styles.soft}>
                  {[author, agrees > 0 && t("note.agrees", { count: agrees })].filter(Boolean).join(" · ")}
                </span>{" "}
                {isTakenAlong && <Badge tone="good">{t("said.taken")}</Badge>}
              </li>
            ))}
          </ul>
        </Card>
      ))}
    </Page>
  );
}
