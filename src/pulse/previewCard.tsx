import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  Button,
  Card,
  FormErrors,
  RadioGroup,
  Row,
  Skeleton,
  Tabs,
  useFormat,
  useLocale,
  useSubmit,
  useText,
  useToast,
} from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import type { Language } from "./model/questions.ts";
import styles from "./pulse.module.css";
import { previewQuery, pulseKey } from "./queries.ts";
import { text } from "./text.ts";
import type { Pulse } from "./wire.ts";

/** The mail and the page as a customer sees them; a test goes to the leader herself. */
export function PreviewCard({ pulse }: { pulse: Pulse }) {
  const t = useText(text);
  const toast = useToast();
  const queries = useQueryClient();
  const { locale } = useLocale();
  const { dateTime } = useFormat();
  const [chosen, setChosen] = useState<Language>(pulse.languages.includes(locale) ? locale : "da");
  const language = pulse.languages.includes(chosen) ? chosen : (pulse.languages[0] ?? chosen);
  const { data: preview } = useQuery({
    ...previewQuery(pulse.id, language),
    enabled: pulse.languages.length > 0,
  });
  const send = useSubmit(
    (inOwnLook: boolean) =>
      answer(
        client.pulses[":id"]["test-mail"].$post({ param: { id: pulse.id }, json: { language, inOwnLook } }),
      ),
    async ({ to }) => {
      await queries.invalidateQueries({ queryKey: pulseKey(pulse.id) });
      toast({ message: t("preview.sent", { to }) });
    },
  );
  if (pulse.languages.length === 0) return null;
  const frame = (title: string, html: string) => (
    <iframe title={title} srcDoc={html} sandbox="" className={styles.preview} />
  );
  return (
    <Card title={t("preview.title")}>
      {pulse.languages.length > 1 && (
        <RadioGroup
          label={t("preview.language")}
          layout="row"
          value={language}
          options={pulse.languages.map((each) => ({ value: each, label: t(`preview.${each}`) }))}
          onChange={setChosen}
        />
      )}
      {preview ? (
        <Tabs
          label={t("preview.title")}
          items={[
            { id: "page", label: t("preview.page"), content: frame(t("preview.page"), preview.pageHtml) },
            { id: "mail", label: t("preview.mail"), content: frame(preview.subject, preview.mailHtml) },
            ...(preview.ownLookHtml === null
              ? []
              : [
                  {
                    id: "ownLook",
                    label: t("preview.ownLook"),
                    content: frame(t("preview.ownLook"), preview.ownLookHtml),
                  },
                ]),
            {
              id: "text",
              label: t("preview.text"),
              content: <pre className={styles.text}>{preview.mailText}</pre>,
            },
          ]}
        />
      ) : (
        <Skeleton />
      )}
      <p>{t(pulse.isBranded ? "preview.neutralOrOwn" : "preview.neutral")}</p>
      <Row>
        <Button busy={send.busy} onPress={() => void send.submit(false)}>
          {t("preview.test")}
        </Button>
        {pulse.isBranded && (
          <Button busy={send.busy} onPress={() => void send.submit(true)}>
            {t("preview.testOwnLook")}
          </Button>
        )}
        {pulse.testedAt && <span>{t("preview.tested", { at: dateTime(pulse.testedAt) })}</span>}
      </Row>
      <FormErrors problem={send.problem} />
    </Card>
  );
}
