import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button, Card, FormErrors, LinkButton, Notice, Row, useSubmit, useText } from "#design/index.ts";
import { client as meetings } from "#meeting/client.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import { followUpKey } from "./queries.ts";
import { text } from "./text.ts";
import type { ReviewMeeting } from "./wire.ts";

/** Held together in the live room: opened with one press, and what it decided is here afterwards. */
export function LiveCard({ meeting: { id, live, when } }: { meeting: ReviewMeeting }) {
  const t = useText(text);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const open = useSubmit(
    async () => {
      const made = await answer(client["review-meetings"][":id"].live.$post({ param: { id } }));
      return answer(meetings.meetings[":id"].open.$post({ param: { id: made.id } }));
    },
    async (opened) => {
      await queries.invalidateQueries({ queryKey: followUpKey });
      await navigate({ to: `/meetings/${opened.id}/lead` });
    },
  );
  if (live?.state === "closed")
    return (
      <Notice tone="good">
        <Row isApart>
          <span>{t("live.closed")}</span>
          <LinkButton href={`/meetings/${live.id}/minutes`}>{t("live.minutes")}</LinkButton>
        </Row>
      </Notice>
    );
  return (
    <Card title={t("live.title")}>
      <p>{t("live.text")}</p>
      {live?.state === "cancelled" && (
        <Notice>
          {t("live.off")} {when && t("live.offYet")}
        </Notice>
      )}
      <Row>
        {live?.state === "running" ? (
          <LinkButton variant="primary" href={`/meetings/${live.id}/lead`}>
            {t("live.goOn")}
          </LinkButton>
        ) : (
          <Button busy={open.busy} onPress={() => void open.submit(undefined)}>
            {t("live.open")}
          </Button>
        )}
      </Row>
      <FormErrors problem={open.problem} />
    </Card>
  );
}
