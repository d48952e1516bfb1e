import { Card, EmptyState, LinkButton, Notice, Page, Stack, useText } from "#design/index.ts";
import { notesOf, stagesInOrder } from "../model/reading.ts";
import type { RoomRound, RoomStage } from "../model/room.ts";
import { NoteCard } from "./noteCard.tsx";
import { text } from "./text.ts";
import { useLead, useStageName } from "./use.tsx";

/** A meeting that was opened ahead of its day and called off: all that was written, and the way to another day. */
export function CalledOff() {
  const t = useText(text);
  const { plan, meeting, room } = useLead();
  const written = stagesInOrder(room).flatMap((stage) =>
    stage.roundIds.flatMap((id) => {
      const round = room.rounds[id];
      return round && (round.noteCount > 0 || (round.vote?.voters ?? 0) > 0) ? [{ stage, round }] : [];
    }),
  );
  const message = meeting.calledOff?.message;
  return (
    <Page
      title={meeting.title}
      lead={meeting.unitName}
      width="narrow"
      path={plan.journeyId ? [{ label: plan.unitName, href: `/journeys/${plan.journeyId}` }] : []}
    >
      <Notice tone="danger">
        <Stack gap="small">
          <strong>{t("off.title")}</strong>
          {message && <p>{t("off.reason", { message })}</p>}
          <p>{t("off.text")}</p>
          <div>
            <LinkButton variant="primary" href={`/meetings/${plan.id}/plan#invitation`}>
              {t("off.plan")}
            </LinkButton>
          </div>
        </Stack>
      </Notice>
      <h2>{t("off.kept")}</h2>
      {written.length === 0 && <EmptyState title={t("off.nothing")} />}
      {written.map((each) => (
        <Written key={each.round.id} {...each} />
      ))}
    </Page>
  );
}

/** What the leader may see of a round: what has not been shown to anybody is a number for her as well. */
function Written({ stage, round }: { stage: RoomStage; round: RoomRound }) {
  const t = useText(text);
  const { room } = useLead();
  const nameOf = useStageName();
  const notes = notesOf(room, round.id);
  const unshown = round.noteCount - notes.length;
  return (
    <Card title={nameOf(stage)} level={3}>
      <Stack gap="small">
        {notes.map((note) => (
          <NoteCard key={note.id} note={note} />
        ))}
        {unshown > 0 && <p>{t("off.unshown", { count: unshown })}</p>}
        {round.vote && <p>{t("off.voters", { count: round.vote.voters })}</p>}
      </Stack>
    </Card>
  );
}
