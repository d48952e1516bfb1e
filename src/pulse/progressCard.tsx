import { useQuery, useQueryClient } from "@tanstack/react-query";
import {
  Button,
  Card,
  ConfirmDialog,
  FormErrors,
  Meter,
  Notice,
  Row,
  Skeleton,
  useFormat,
  useSubmit,
  useText,
} from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import { heldBackReasons } from "./model/sending.ts";
import styles from "./pulse.module.css";
import { progressQuery, pulseKey } from "./queries.ts";
import { text } from "./text.ts";
import { UnsureMails } from "./unsureMails.tsx";
import { type Pulse, requestStates } from "./wire.ts";

/** How far it is: every contact and every mail is in exactly one of the figures. */
export function ProgressCard({ pulse, mayEdit }: { pulse: Pulse; mayEdit: boolean }) {
  const t = useText(text);
  const queries = useQueryClient();
  const { number, date } = useFormat();
  const isRunning = pulse.state !== "closed";
  const { data: progress } = useQuery(progressQuery(pulse.id, isRunning));
  const turn = useSubmit(
    (state: "open" | "paused" | "closed") =>
      answer(
        client.pulses[":id"].state.$post({
          param: { id: pulse.id },
          json: { state, version: pulse.version },
        }),
      ),
    () => queries.invalidateQueries({ queryKey: pulseKey(pulse.id) }),
  );
  if (!progress) return <Skeleton />;
  const asked = requestStates.reduce((sum, state) => sum + progress.requests[state], 0);
  const counts = [
    ...requestStates.map((state) => [t(`request.${state}`), progress.requests[state]] as const),
    ...heldBackReasons.map((reason) => [t(`heldBack.${reason}`), progress.heldBack[reason]] as const),
  ].filter(([, count]) => count > 0);
  return (
    <Card title={t("progress.title")}>
      <Meter
        label={t("progress.asked")}
        value={asked}
        max={asked + progress.toAsk}
        valueLabel={`${number(asked)} / ${number(asked + progress.toAsk)}`}
      />
      <Meter
        label={t("progress.answered")}
        value={progress.answered}
        max={asked}
        valueLabel={`${number(progress.answered)} / ${number(asked)}`}
      />
      <dl className={styles.counts}>
        {[
          [t("progress.contacts"), progress.contacts] as const,
          ...counts,
          [t("progress.reminded"), progress.reminded] as const,
        ].map(([label, count]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{number(count)}</dd>
          </div>
        ))}
      </dl>
      {progress.requests.inDoubt > 0 && (
        <Notice tone="notice">{t("progress.inDoubt", { count: progress.requests.inDoubt })}</Notice>
      )}
      <UnsureMails pulse={pulse} mayEdit={mayEdit} />
      {pulse.state === "paused" && <Notice>{t("progress.paused")}</Notice>}
      {pulse.closesAt && isRunning && (
        <p>
          {t("progress.until", { day: date(Date.parse(pulse.closesAt) - 1, { timeZone: pulse.timeZone }) })}
        </p>
      )}
      {mayEdit && isRunning && (
        <Row>
          {pulse.state === "open" ? (
            <Button busy={turn.busy} onPress={() => void turn.submit("paused")}>
              {t("progress.pause")}
            </Button>
          ) : (
            <Button variant="primary" busy={turn.busy} onPress={() => void turn.submit("open")}>
              {t("progress.resume")}
            </Button>
          )}
          <ConfirmDialog
            title={t("progress.closeTitle")}
            confirmLabel={t("progress.close")}
            onConfirm={() => void turn.submit("closed")}
            busy={turn.busy}
            trigger={<Button variant="quiet">{t("progress.close")}</Button>}
          >
            {t("progress.closeText")}
          </ConfirmDialog>
        </Row>
      )}
      <FormErrors problem={turn.problem} />
    </Card>
  );
}
