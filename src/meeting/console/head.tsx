import { MonitorUp, QrCode } from "lucide-react";
import { useEffect } from "react";
import { Badge, Button, Dialog, LinkButton, Notice, useText } from "#design/index.ts";
import styles from "./console.module.css";
import { Leaders } from "./leaders.tsx";
import { Qr } from "./qr.tsx";
import { ScreenPages } from "./screenPages.tsx";
import { text } from "./text.ts";
import { Time } from "./timeline.tsx";
import { useLead, useSend } from "./use.tsx";

/** Which meeting, how one comes in, and whether what is done here is saved. */
export function Head() {
  const t = useText(text);
  const { plan, meeting } = useLead();
  useEffect(() => {
    document.title = `${meeting.title} · Udlev`;
  }, [meeting.title]);
  return (
    <header className={styles.head}>
      <div className={styles.headText}>
        <h1 className={styles.title}>{meeting.title}</h1>
        <span className={styles.soft}>
          {meeting.unitName} <Saved /> <Leaders />
        </span>
      </div>
      <div className={styles.headActions}>
        {meeting.state === "open" && <Time />}
        <Dialog
          title={t("code.title")}
          size="medium"
          trigger={
            <Button size="small" icon={<QrCode aria-hidden />}>
              <span className="unseen">{t("code.show")} </span>
              {meeting.joinCode}
            </Button>
          }
        >
          <div className={styles.bigCode}>
            <Qr text={plan.joinUrl} label={t("code.qr")} />
            <p className={styles.codeLetters}>{meeting.joinCode}</p>
            <p>{plan.joinUrl}</p>
          </div>
        </Dialog>
        <LinkButton
          size="small"
          icon={<MonitorUp aria-hidden />}
          href={`/meetings/${plan.id}/screen`}
          target={`screen-${plan.id}`}
        >
          <span className={styles.wideLabel}>{t("head.screen")}</span>
        </LinkButton>
        <ScreenPages />
      </div>
      <Leading />
    </header>
  );
}

function Saved() {
  const t = useText(text);
  const { snap } = useLead();
  const { status, unsaved, bye } = snap;
  const [tone, words] =
    status === "gone"
      ? (["danger", bye?.message ?? t("saved.gone")] as const)
      : status !== "open"
        ? (["notice", t("saved.away")] as const)
        : unsaved > 0
          ? (["neutral", t("saved.saving")] as const)
          : (["good", t("saved.saved")] as const);
  return (
    <span role="status">
      <Badge tone={tone}>{words}</Badge>
    </span>
  );
}

/** Who leads is always plain; taking over is an act that everybody sees and that asks first. */
function Leading() {
  const t = useText(text);
  const { meeting, isLeading } = useLead();
  const [send, refused] = useSend();
  if (isLeading || meeting.state === "closed") return null;
  const name = meeting.leadingName;
  return (
    <div className={styles.wide}>
      <Notice tone="notice">
        <div className={styles.noticeRow}>
          <span>{meeting.leadingId ? t("lead.other", { name }) : t("lead.nobody")}</span>
          {meeting.leadingId ? (
            <Dialog
              title={t("lead.title", { name })}
              size="small"
              trigger={<Button>{t("lead.take")}</Button>}
            >
              {({ close }) => (
                <div className={styles.stack}>
                  <p>{t("lead.text", { name })}</p>
                  <div className={styles.rowOf}>
                    <Button
                      variant="primary"
                      onPress={() => {
                        send({ type: "lead.take", from: meeting.leadingId });
                        close();
                      }}
                    >
                      {t("lead.confirm")}
                    </Button>
                    <Button variant="quiet" onPress={close}>
                      {t("lead.cancel")}
                    </Button>
                  </div>
                </div>
              )}
            </Dialog>
          ) : (
            <Button variant="primary" onPress={() => send({ type: "lead.take", from: null })}>
              {t("lead.takeFree")}
            </Button>
          )}
        </div>
      </Notice>
      {refused}
    </div>
  );
}
