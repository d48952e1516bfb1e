import { useState } from "react";
import {
  Button,
  DateField,
  Dialog,
  FieldRow,
  Form,
  FormErrors,
  Notice,
  Stack,
  TextArea,
  useSubmit,
  useText,
  useToast,
} from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import type { Plan } from "./meeting.wire.ts";
import { text } from "./text.ts";
import { useLatest, useRefresh } from "./usePlan.ts";

/** Off, with a word about why: what was open for answers closes with it. */
export function CancelDialog({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const t = useText(text);
  const toast = useToast();
  const refresh = useRefresh();
  const latest = useLatest(plan);
  const [message, setMessage] = useState("");
  const cancel = useSubmit(
    () => {
      const json = { message, version: latest.version() };
      return answer(client.meetings[":id"].cancel.$post({ param: { id: plan.id }, json }));
    },
    async ({ told }) => {
      await refresh();
      toast({ message: t("cancel.done", { count: told }) });
      onClose();
    },
  );
  return (
    <Dialog
      title={t("cancel.title")}
      isOpen
      isKept
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Form
        onSubmit={() => void cancel.submit(undefined)}
        cancelLabel={t("cancel.keep")}
        actions={
          <Button type="submit" variant="danger" busy={cancel.busy}>
            {t("cancel.confirm", { count: plan.haveHeard })}
          </Button>
        }
      >
        {plan.state === "running" && <p>{t("cancel.runningText")}</p>}
        <TextArea
          isOptional
          label={t("cancel.message")}
          value={message}
          onChange={setMessage}
          maxLength={5000}
          error={cancel.errors.message}
        />
        <FormErrors problem={cancel.problem} />
      </Form>
    </Dialog>
  );
}

/** A meeting that was called off: why, and the way back to a day. */
export function CalledOff({ plan }: { plan: Plan }) {
  const t = useText(text);
  const [isResuming, setResuming] = useState(false);
  return (
    <Notice tone="danger">
      <Stack gap="small">
        <p>
          <strong>{t("invitation.cancelled")}</strong> {plan.cancelMessage}
        </p>
        <div>
          <Button onPress={() => setResuming(true)}>{t("resume.open")}</Button>
        </div>
      </Stack>
      {isResuming && <ResumeDialog plan={plan} onClose={() => setResuming(false)} />}
    </Notice>
  );
}

function ResumeDialog({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const t = useText(text);
  const toast = useToast();
  const refresh = useRefresh();
  const latest = useLatest(plan);
  const [day, setDay] = useState("");
  const [time, setTime] = useState(plan.startsAtLocal?.slice(11) ?? "");
  const [isMissing, setMissing] = useState(false);
  const resume = useSubmit(
    () => {
      const json = { startsAtLocal: `${day}T${time}`, version: latest.version() };
      return answer(client.meetings[":id"].resume.$post({ param: { id: plan.id }, json }));
    },
    async () => {
      await refresh();
      toast({ message: t("resume.done") });
      onClose();
    },
  );
  return (
    <Dialog
      title={t("resume.title")}
      isOpen
      isKept
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Form
        onSubmit={() => {
          const isWhole = Boolean(day && time);
          setMissing(!isWhole);
          if (isWhole) void resume.submit(undefined);
        }}
        actions={
          <Button type="submit" variant="primary" busy={resume.busy}>
            {t("resume.confirm")}
          </Button>
        }
      >
        <p>
          {t("resume.text")} {plan.isOpened && t("resume.textOpened")}
        </p>
        <FieldRow>
          <DateField
            label={t("resume.day")}
            value={day}
            onChange={setDay}
            error={isMissing && !day ? t("resume.whenNeeded") : resume.errors.startsAtLocal}
          />
          <DateField
            kind="time"
            label={t("resume.time", { zone: plan.timeZone })}
            value={time}
            onChange={setTime}
            error={isMissing && !time ? t("resume.whenNeeded") : undefined}
          />
        </FieldRow>
        <FormErrors problem={resume.problem} />
      </Form>
    </Dialog>
  );
}
