import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, FormErrors, Notice, Row, Stack, useSubmit, useText, useToast } from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import { slidesQuery } from "./queries.ts";
import { text } from "./text.ts";

/** The slides are older than what she has written since: said wherever she is about to use them, with the one button. */
export function SlidesNews({ meetingId }: { meetingId: string }) {
  const t = useText(text);
  const toast = useToast();
  const queries = useQueryClient();
  const { data } = useQuery(slidesQuery(meetingId));
  const make = useSubmit(
    () => answer(client.meetings[":id"].slides.made.$post({ param: { id: meetingId }, query: {} })),
    async ({ made, changed, removed }) => {
      await queries.invalidateQueries({ queryKey: ["preparation"] });
      toast({ message: t("slides.made", { made, changed, removed }) });
    },
  );
  if (!data?.hasNews || data.slides.length === 0) return null;
  return (
    <Notice tone="notice">
      <Stack gap="small">
        <p>{t("slides.news")}</p>
        <Row>
          <Button size="small" busy={make.busy} onPress={() => void make.submit(undefined)}>
            {t("slides.bringUp")}
          </Button>
        </Row>
        <FormErrors problem={make.problem} />
      </Stack>
    </Notice>
  );
}
