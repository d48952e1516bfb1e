import { Settings2 } from "lucide-react";
import { useState } from "react";
import { Badge, Button, Dialog, Menu, RadioGroup, useFormat, useText } from "#design/index.ts";
import { newId } from "#platform/id.ts";
import { type Mode, mayTurn, modes } from "../model/kinds.ts";
import styles from "./console.module.css";
import { DeadlineForm } from "./deadline.tsx";
import { text } from "./text.ts";
import { useLead, useSend } from "./use.tsx";

/** How it stands with the round: open or not, who can see who wrote, what lies in the tray; and what can be done to it. */
export function RoundBar() {
  const t = useText(text);
  const format = useFormat();
  const { round, isLeading, meeting } = useLead();
  const [send, refused] = useSend();
  if (!round) return null;
  const isVote = round.kind === "vote";
  return (
    <div className={styles.round}>
      <div className={styles.rowOf}>
        <Badge tone={round.isOpen ? "good" : "neutral"}>
          {t(round.isOpen ? "round.open" : "round.closed")}
        </Badge>
        <Badge tone="accent">{t(`mode.${round.mode}`)}</Badge>
        {round.number > 1 && <Badge>{t("round.number", { number: round.number })}</Badge>}
        {round.deadline && (
          <Badge tone="notice">
            {t("round.until", { at: format.dateTime(round.deadline, { timeZone: meeting.timeZone }) })}
          </Badge>
        )}
        {round.isOpen && (round.remindsAt || round.remindedAt) && (
          <Badge>
            {t(round.remindsAt ? "round.reminds" : "round.reminded", {
              at: format.dateTime(round.remindsAt ?? round.remindedAt!, { timeZone: meeting.timeZone }),
            })}
          </Badge>
        )}
        {round.isOpen && round.staysOpen && !round.deadline && <Badge>{t("round.isKept")}</Badge>}
        {isLeading && <RoundMenu send={send} />}
        {isLeading && !round.isOpen && !isVote && <ReopenDialog />}
      </div>
      {round.trayCount > 0 && (
        <div className={styles.rowOf}>
          <span>{t("round.tray", { count: round.trayCount })}</span>
          {isLeading && (
            <Button size="small" onPress={() => send({ type: "tray.takeIn", roundId: round.id })}>
              {t("round.takeIn")}
            </Button>
          )}
        </div>
      )}
      {refused}
    </div>
  );
}

/** What is seldom wanted stands behind one button: the work beneath it has the room. */
function RoundMenu({ send }: { send: ReturnType<typeof useSend>[0] }) {
  const t = useText(text);
  const { round } = useLead();
  const [asked, setAsked] = useState<"mode" | "deadline" | null>(null);
  if (!round) return null;
  const { id: roundId, isOpen, deadline, staysOpen = false } = round;
  const isVote = round.kind === "vote";
  const items = [
    // Said before people write; afterwards it can only be turned towards more anonymity.
    !isVote && { id: "mode", label: t("mode.title"), onAction: () => setAsked("mode") },
    isOpen && {
      id: "deadline",
      label: t(deadline ? "deadline.change" : "deadline.open"),
      onAction: () => setAsked("deadline"),
    },
    isOpen &&
      !deadline && {
        id: "keep",
        label: t(staysOpen ? "round.closesBehind" : "round.staysOpen"),
        onAction: () => void send({ type: "round.keep", roundId, staysOpen: !staysOpen }),
      },
    isOpen &&
      !isVote && {
        id: "close",
        label: t("round.close"),
        onAction: () => void send({ type: "round.close", roundId }),
      },
  ].filter((item) => item !== false);
  if (items.length === 0) return null;
  const onOpenChange = (isNow: boolean) => !isNow && setAsked(null);
  return (
    <>
      <Menu
        label={t("round.menu")}
        items={items}
        trigger={
          <Button size="small" variant="quiet" icon={<Settings2 aria-hidden />}>
            {t("round.menu")}
          </Button>
        }
      />
      <Dialog title={t("mode.title")} isOpen={asked === "mode"} onOpenChange={onOpenChange}>
        {({ close }) => (
          <Chosen
            onChosen={(mode) => {
              if (mode !== round.mode) send({ type: "round.mode", roundId, mode });
              close();
            }}
            onCancel={close}
          />
        )}
      </Dialog>
      <Dialog
        title={t("deadline.title")}
        size="small"
        isOpen={asked === "deadline"}
        onOpenChange={onOpenChange}
      >
        {({ close }) => <DeadlineForm close={close} />}
      </Dialog>
    </>
  );
}

/** Nothing is turned by looking at it, nor by a slip of the finger: it takes effect with the button. */
function Chosen({ onChosen, onCancel }: { onChosen: (mode: Mode) => void; onCancel: () => void }) {
  const t = useText(text);
  const { room, round } = useLead();
  const [mode, setMode] = useState<Mode>(round?.mode ?? "hidden");
  if (!round) return null;
  const isUnwritten =
    round.noteCount + round.trayCount === 0 &&
    !Object.values(room.decisions).some(({ roundId }) => roundId === round.id);
  const isVote = round.kind === "vote";
  // Somebody may write while she looks at it: then less is possible, and the button says so as well.
  const isAllowed = (to: Mode) => mayTurn({ mode: round.mode, isVote, isUnwritten }, to);
  return (
    <div className={styles.stack}>
      <ModeChoice what={isVote ? "vote" : "note"} value={mode} isAllowed={isAllowed} onChange={setMode} />
      <p className={styles.soft}>{t(isUnwritten ? "mode.stillOpen" : "mode.oneWay")}</p>
      <div className={styles.rowOf}>
        <Button
          variant="primary"
          isDisabled={mode === round.mode || !isAllowed(mode)}
          onPress={() => onChosen(mode)}
        >
          {t("mode.confirm", { mode: t(`mode.${mode}`) })}
        </Button>
        <Button variant="quiet" onPress={onCancel}>
          {t("cancel")}
        </Button>
      </div>
    </div>
  );
}

export function ModeChoice({
  what = "note",
  value,
  onChange,
  isAllowed = () => true,
}: {
  /** Of a vote nobody is ever shown who gave a dot to what: there is no mode with names. */
  what?: "note" | "vote";
  value: Mode;
  onChange: (mode: Mode) => void;
  isAllowed?: (mode: Mode) => boolean;
}) {
  const t = useText(text);
  return (
    <RadioGroup
      label={t(what === "vote" ? "mode.voteLabel" : "mode.label")}
      layout="cards"
      value={value}
      onChange={onChange}
      options={modes
        .filter((mode) => what === "note" || mode !== "named")
        .map((mode) => ({
          value: mode,
          label: t(`mode.${mode}`),
          description: what === "vote" && mode !== "named" ? t(`mode.vote.${mode}`) : t(`mode.says.${mode}`),
          isDisabled: !isAllowed(mode),
        }))}
    />
  );
}

/** A new round beside the old one, in the mode that it is to be written in. */
function ReopenDialog() {
  const t = useText(text);
  const { round, stage } = useLead();
  const [send, refused] = useSend();
  const [mode, setMode] = useState<Mode>(round?.mode ?? "hidden");
  return (
    <>
      <Dialog title={t("round.reopen")} trigger={<Button size="small">{t("round.reopen")}</Button>}>
        {({ close }) => (
          <div className={styles.stack}>
            <p>{t("round.reopenText")}</p>
            <ModeChoice what={stage.kind === "vote" ? "vote" : "note"} value={mode} onChange={setMode} />
            <div>
              <Button
                variant="primary"
                onPress={() => {
                  send({ type: "round.open", stageId: stage.id, roundId: newId(), mode });
                  close();
                }}
              >
                {t("round.reopen")}
              </Button>
            </div>
          </div>
        )}
      </Dialog>
      {refused}
    </>
  );
}
