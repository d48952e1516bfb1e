import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  Button,
  Card,
  Checkbox,
  FormErrors,
  Notice,
  Row,
  Stack,
  showFromTheTop,
  useSubmit,
  useText,
  useToast,
} from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import { stepOf } from "./steps.tsx";
import { text } from "./text.ts";
import type { Pulse } from "./wire.ts";

/** The last step: what is still missing, and the one button that lets the mails leave. */
export function SendCard({ pulse }: { pulse: Pulse }) {
  const t = useText(text);
  const toast = useToast();
  const queries = useQueryClient();
  const [acceptShortNotice, setAccept] = useState(false);
  const start = useSubmit(
    () =>
      answer(
        client.pulses[":id"].start.$post({
          param: { id: pulse.id },
          json: { acceptShortNotice, version: pulse.version },
        }),
      ),
    async ({ drawn }) => {
      await queries.invalidateQueries({ queryKey: ["pulse"] });
      // This card is gone with the last step; how far it is stands at the top.
      showFromTheTop();
      toast({ message: t("send.begun", { count: drawn }) });
    },
  );
  const isShort = pulse.noticeMissing > 0 && !pulse.obstacles.includes("noNotice");
  const isReady = pulse.obstacles.length === 0;
  return (
    <Card id="send" title={t("send.title")} tone="accent">
      <Stack>
        {isReady ? (
          <p>{t("send.ready", { count: pulse.contacts })}</p>
        ) : (
          <>
            <p>{t("send.missing")}</p>
            <ul>
              {pulse.obstacles.map((obstacle) => (
                <li key={obstacle}>
                  <a href={`#${stepOf(obstacle)}`}>{t(`refusal.${obstacle}`)}</a>
                </li>
              ))}
            </ul>
          </>
        )}
        {isShort && (
          <Notice tone="notice">
            <p>{t("send.short", { count: pulse.noticeMissing })}</p>
            <Checkbox isSelected={acceptShortNotice} onChange={setAccept}>
              {t("send.acceptShort")}
            </Checkbox>
          </Notice>
        )}
        <Row>
          <Button
            variant="primary"
            busy={start.busy}
            isDisabled={!isReady || (isShort && !acceptShortNotice)}
            onPress={() => void start.submit(undefined)}
          >
            {t("send.begin")}
          </Button>
        </Row>
        <FormErrors problem={start.errors.acceptShortNotice ?? start.problem} />
      </Stack>
    </Card>
  );
}
