import { useEffect, useRef } from "react";
import { ClosePanel } from "./stages/close.tsx";
import { DecisionPanel } from "./stages/decision.tsx";
import { DialoguePanel } from "./stages/dialogue.tsx";
import { ExamplesPanel } from "./stages/examples.tsx";
import { GroupsPanel } from "./stages/groups.tsx";
import { LobbyPanel } from "./stages/lobby.tsx";
import { NextStepsPanel } from "./stages/nextSteps.tsx";
import { PointsPanel } from "./stages/points.tsx";
import { VotePanel } from "./stages/vote.tsx";
import { WallPanel } from "./stages/wall.tsx";
import { useLead } from "./use.tsx";

const panels = {
  lobby: LobbyPanel,
  points: PointsPanel,
  dialogue: DialoguePanel,
  groups: GroupsPanel,
  examples: ExamplesPanel,
  wall: WallPanel,
  vote: VotePanel,
  decision: DecisionPanel,
  nextSteps: NextStepsPanel,
  close: ClosePanel,
};

/** What is worked on where the room is. A closed meeting shows what it came to. */
export function StagePanel() {
  const { stage, meeting } = useLead();
  const page = `${stage.id} ${meeting.state}`;
  const shown = useRef(page);
  // Another stage is read from its beginning, and so is what the meeting came to.
  useEffect(() => {
    if (shown.current === page) return;
    shown.current = page;
    scrollTo({ top: 0 });
  }, [page]);
  if (meeting.state === "closed") return <ClosePanel />;
  const Panel = panels[stage.kind];
  return <Panel key={stage.id} />;
}
