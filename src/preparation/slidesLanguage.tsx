import { useQuery, useQueryClient } from "@tanstack/react-query";
import {
  Button,
  FormErrors,
  Notice,
  Row,
  Stack,
  useLocale,
  useSubmit,
  useText,
  useToast,
} from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import { slidesQuery } from "./queries.ts";
import { text } from "./text.ts";

/** The slides were made in another language than hers: said, with the one button that makes them anew in hers. */
export function SlidesLanguage({ meetingId }: { meetingId: string }) {
  const t = useText(text);
  const { locale } = useLocale();
  const toast = useToast();
  const queries = useQueryClient();
  const { data } = useQuery(slidesQuery(meetingId));
  const make = useSubmit(
    () => answer(client.meetings[":id"].slides.made.$post({ param: { id: meetingId }, query: { locale } })),
    async ({ made, changed, removed }) => {
      await queries.invalidateQueries({ queryKey: ["preparation"] });
      toast({ message: t("slides.made", { made, changed, removed }) });
    },
  );
  const isMade = data?.slides.some(({ madeFrom, isEdited }) => madeFrom && !isEdited);
  if (!data || !isMade || data.locale === locale) return null;
  return (
    <Notice>
      <Stack gap="small">
        <p>{t("slides.otherLanguage")}</p>
        <Row>
          <Button size="small" busy={make.busy} onPress={() => void make.submit(undefined)}>
            {t("slides.inThisLanguage")}
          </Button>
        </Row>
        <FormErrors problem={make.problem} />
      </Stack>
    </Notice>
  );
}
