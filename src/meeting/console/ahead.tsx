import { useState } from "react";
import { Button, Dialog, useText } from "#design/index.ts";
import { newId } from "#platform/id.ts";
import type { Mode } from "../model/kinds.ts";
import { presentRound } from "../model/reading.ts";
import type { RoomStage } from "../model/room.ts";
import { BarHere, BarProvider } from "./bar.tsx";
import styles from "./console.module.css";
import { Until, useUntil } from "./deadline.tsx";
import { ModeChoice, RoundBar } from "./roundBar.tsx";
import { DialoguePanel } from "./stages/dialogue.tsx";
import { ExamplesPanel } from "./stages/examples.tsx";
import { Setup } from "./stages/vote.tsx";
import { text } from "./text.ts";
import { LeadProvider, useLead, useSend, useStageName } from "./use.tsx";

/** A stage that the room is not at: opened ahead of it or kept open after it, and looked at, without moving anybody. */
export function AheadDialog({
  stage,
  isOpen,
  onOpenChange,
}: {
  stage: RoomStage;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}) {
  const lead = useLead();
  const name = useStageName()(stage);
  const round = presentRound(lead.room, stage);
  return (
    <Dialog title={name} size="large" {...{ isOpen, onOpenChange }}>
      <LeadProvider value={{ ...lead, stage, round }}>
        <div className={styles.stack}>
          {round ? <Look /> : stage.kind === "vote" ? <VoteAhead /> : <OpenAhead />}
        </div>
      </LeadProvider>
    </Dialog>
  );
}

function Look() {
  const t = useText(text);
  const { stage, round } = useLead();
  if (stage.kind === "dialogue") return <DialoguePanel />;
  if (stage.kind === "examples") return <ExamplesPanel />;
  return (
    <>
      <RoundBar />
      <p>
        {round?.vote
          ? t("act.closeVoteHint", { count: round.vote.voters })
          : t("dialogue.count", { count: round?.noteCount ?? 0 })}
      </p>
    </>
  );
}

/** Set up as in the room; what would stand in the bar there stands beneath it here. */
function VoteAhead() {
  const t = useText(text);
  return (
    <BarProvider>
      <p>{t("ahead.text")}</p>
      <Setup isAhead />
      <BarHere />
    </BarProvider>
  );
}

function OpenAhead() {
  const t = useText(text);
  const { stage } = useLead();
  const [send, refused] = useSend();
  const [mode, setMode] = useState<Mode>(stage.kind === "dialogue" ? "hidden" : "named");
  const until = useUntil({ tells: true, reminds: true });
  return (
    <>
      <p>{t("ahead.text")}</p>
      <ModeChoice value={mode} onChange={setMode} />
      <Until until={until} />
      {refused}
      <div>
        <Button
          variant="primary"
          isDisabled={until.isMissing}
          onPress={() =>
            send({
              ...({ type: "round.open", stageId: stage.id, roundId: newId(), mode } as const),
              ...until.fields,
            })
          }
        >
          {t("ahead.open")}
        </Button>
      </div>
    </>
  );
}
