import { useQueryClient } from "@tanstack/react-query";
import { Button, FormErrors, Link, Notice, Row, useSubmit, useText, useToast } from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import { text } from "./text.ts";
import type { Journey } from "./wire.ts";

/** The guide has been adapted since the journey began: it may go over, where nothing that stands in it is lost. */
export function NewerEdition({ journey, newer }: { journey: Journey; newer: NonNullable<Journey["newer"]> }) {
  const t = useText(text);
  const toast = useToast();
  const queries = useQueryClient();
  const move = useSubmit(
    ({ guideId, version }: { guideId: string | null; version: number }) =>
      answer(client.journeys[":id"].edition.$put({ param: { id: journey.id }, json: { guideId, version } })),
    () => queries.invalidateQueries({ queryKey: ["guide"] }),
  );
  const { guideId: former } = journey.edition;
  const goOver = async () => {
    if (!(await move.submit({ guideId: newer.guideId, version: journey.version }))) return;
    toast({
      message: t("newer.moved"),
      undo: () =>
        void move.submit({ guideId: former, version: journey.version + 1 }).then((isBack) => {
          if (isBack) toast({ message: t("newer.movedBack") });
        }),
    });
  };
  return (
    <Notice>
      <p>
        <strong>{t("newer.title")}</strong>{" "}
        {newer.lost.length > 0
          ? t("newer.lost", { what: newer.lost.map((name) => `“${name}”`).join(", ") })
          : t("newer.safe")}{" "}
        <Link href={`/guides/${journey.guideKey}`}>{t("guide.read")}</Link>
      </p>
      <FormErrors problem={move.problem} />
      {newer.lost.length === 0 && (
        <Row>
          <Button size="small" busy={move.busy} onPress={() => void goOver()}>
            {t("newer.move")}
          </Button>
        </Row>
      )}
    </Notice>
  );
}
