import type { StageKind } from "./kinds.ts";
import type { RoomBackground, RoomSlide, RoomValue } from "./room.ts";
import type { Delta, Event } from "./state.ts";

/** What a meeting is opened with: taken from its plan and its unit, once. */
export type Opening = {
  title: string;
  unitName: string;
  joinCode: string;
  locale: "da" | "en";
  timeZone: string;
  leaders: { personId: string; name: string }[];
  values: RoomValue[];
  slides: (RoomSlide & { speakerNotes: string })[];
  background: RoomBackground[];
  stages: {
    id: string;
    kind: StageKind;
    question: string;
    inWords?: Record<"da" | "en", string>;
    minutes: number | null;
    maySkip: boolean;
    speakerNotes: string;
  }[];
  openedAt: string;
};

const byId = <T extends { id: string }>(list: T[]): Record<string, T> =>
  Object.fromEntries(list.map((each) => [each.id, each]));

/** The first event of every journal. The meeting stands at its first stage, and nobody leads until somebody takes it. */
export function opened(opening: Opening): Event {
  const { leaders, values, slides, background, stages, openedAt, ...meeting } = opening;
  const set: Delta = {
    meeting: {
      meeting: {
        ...meeting,
        id: "meeting",
        state: "open",
        openedAt,
        closedAt: null,
        stageId: stages[0]!.id,
        stageSince: openedAt,
        stageEndsAt: null,
        slide: 0,
        stageOrder: stages.map(({ id }) => id),
        leadingId: null,
        leadingName: "",
        mayChooseGroup: false,
        plan: { how: "", askOn: "", resultsOn: "" },
      },
    },
    leaders: Object.fromEntries(
      leaders.map((leader) => [leader.personId, { ...leader, id: leader.personId }]),
    ),
    values: byId(values),
    slides: byId(slides),
    background: byId(background),
    stages: byId(stages.map((stage) => ({ ...stage, roundIds: [], isCompleted: false }))),
  };
  return { type: "meeting.opened", set };
}
