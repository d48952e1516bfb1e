/** The guide that a journey walks unless another is chosen: the others are its companions. */
export const mainGuideKey = "liveOutValues";

/** A step of a journey as the table shows it. */
export type StepState = "done" | "now" | "next" | "overdue";

type Progress = { stepKey: string; doneAt: string | null; dueOn: string | null };

/**
 * Where the leader is on the road: everything done is done; the first step not done is "now"; the others come "next".
 * One whose date has passed (before `today`, YYYY-MM-DD in the unit's time zone) is "overdue", wherever it stands.
 */
export function roadOf(
  stepKeys: readonly string[],
  progress: readonly Progress[],
  today: string,
): Map<string, StepState> {
  const states = new Map<string, StepState>();
  let hasNow = false;
  for (const key of stepKeys) {
    const step = progress.find((each) => each.stepKey === key);
    if (step?.doneAt) states.set(key, "done");
    else {
      const isLate = step?.dueOn != null && step.dueOn < today;
      states.set(key, isLate ? "overdue" : hasNow ? "next" : "now");
      hasNow = true;
    }
  }
  return states;
}

/** The step that the one primary button leads to: the first that is not done; none when the journey is walked. */
export const nextStep = (states: ReadonlyMap<string, StepState>): string | null =>
  [...states].find(([, state]) => state !== "done")?.[0] ?? null;

/**
 * The companion guide that must come first, for what the leader answered about the value basis; null where she may begin.
 * `undefined`: she has not answered yet.
 */
export function companionFor(answer: {
  basisExists: boolean | null;
  basisImplemented: boolean | null;
}): string | null | undefined {
  if (answer.basisExists === false) return "formValueBasis";
  if (answer.basisExists === null) return undefined;
  if (answer.basisImplemented === false) return "implementValueBasis";
  return answer.basisImplemented === null ? undefined : null;
}

type Leading = { companion?: string | undefined };

/** Every guide that one leads to, from its steps and from their questions. */
export const companionsOf = (guide: {
  steps: readonly (Leading & { prompts: readonly Leading[] })[];
}): string[] =>
  guide.steps.flatMap(({ companion, prompts }) =>
    [companion, ...prompts.map((prompt) => prompt.companion)].flatMap((key) => key ?? []),
  );

/**
 * The way round, where guides lead to each other in a circle: a leader sent to a companion must get back. Null where
 * every way ends.
 */
export function circleOf(companions: ReadonlyMap<string, readonly string[]>): string[] | null {
  const ends = new Set<string>();
  const walk = (key: string, way: readonly string[]): string[] | null => {
    if (way.includes(key)) return [...way.slice(way.indexOf(key)), key];
    if (ends.has(key)) return null;
    for (const next of companions.get(key) ?? []) {
      const circle = walk(next, [...way, key]);
      if (circle) return circle;
    }
    ends.add(key);
    return null;
  };
  for (const key of companions.keys()) {
    const circle = walk(key, []);
    if (circle) return circle;
  }
  return null;
}

/**
 * What was answered in a companion guide and is an answer here too (`takes`: "step.prompt"), one under another; what
 * already stands in the answer is not offered again.
 */
export const answersToTake = (
  takes: readonly string[],
  walked: readonly { stepKey: string; answers: Record<string, string> }[],
  answer: string,
): string =>
  takes
    .map((place) => {
      const [stepKey, promptKey = ""] = place.split(".");
      return walked.find((step) => step.stepKey === stepKey)?.answers[promptKey]?.trim() ?? "";
    })
    .filter((words) => words && !answer.includes(words))
    .join("\n");

/** The prompt that asks for what the leader writes to herself, beside the notes that every step has. */
export const ownNotes = "notes";

/** A journey as it is shown to whoever does not lead it, and handed on: without what the leader wrote to herself. */
export const withoutOwnNotes = <Step extends { answers: Record<string, string>; notes: string }>(
  progress: readonly Step[],
): Step[] =>
  progress.map(({ ...step }) => {
    const { [ownNotes]: _, ...answers } = step.answers;
    return { ...step, answers, notes: "" };
  });

/** What a meeting that was closed left behind, in words. */
export type HeldMeeting = {
  closedAt: Date;
  words: string;
  actions: string;
  /** How and when customers are asked; when the answers are looked at together. */
  measuring: string;
  reviews: string;
  /** Where one plan is held more than once: what its sessions come to stands together, and it is over with the last. */
  series: { isLast: boolean } | null;
};
type TouchedStep = { stepKey: string; doneAt: Date | null; answers: Record<string, string> };

/** What the meeting was prepared for, and what happens in it: over when it is closed. What follows is not. */
const overWithMeeting = ["convey", "prepareBehaviour", "meeting", "dialogue", "process"];

const betweenSessions = "\n\n";
const isOver = ({ series }: HeldMeeting): boolean => !series || series.isLast;

/**
 * What a closed meeting changes in the steps of its journey: the steps up to its decision are done, and what was
 * decided and agreed stands where the guide asks for it. What the leader did or wrote herself stays.
 */
export function afterMeeting(steps: readonly TouchedStep[], held: HeldMeeting): TouchedStep[] {
  return steps.map((step) => ({
    ...step,
    doneAt: step.doneAt ?? (isOver(held) && overWithMeeting.includes(step.stepKey) ? held.closedAt : null),
    answers: {
      ...step.answers,
      ...Object.fromEntries(
        saidIn(step.stepKey, held).flatMap(([key, words]) => {
          const own = step.answers[key]?.trim();
          if (!own) return [[key, words]];
          return held.series && !own.includes(words) ? [[key, own + betweenSessions + words]] : [];
        }),
      ),
    },
  }));
}

/** The same taken back, because closing it was: what the leader has done or written since stays. */
export function withoutMeeting(steps: readonly TouchedStep[], held: HeldMeeting): TouchedStep[] {
  return steps.map((step) => {
    const said = new Map(saidIn(step.stepKey, held));
    return {
      ...step,
      doneAt: step.doneAt?.getTime() === held.closedAt.getTime() ? null : step.doneAt,
      answers: Object.fromEntries(
        Object.entries(step.answers).flatMap(([key, words]) => {
          const told = said.get(key);
          if (told === words) return [];
          if (!held.series || !told) return [[key, words]];
          return [[key, words.replace(betweenSessions + told, "").replace(told + betweenSessions, "")]];
        }),
      ),
    };
  });
}

/** What the guide asks for in a step and the meeting has answered, by prompt. */
const saidIn = (
  stepKey: string,
  { words, actions, measuring, reviews }: HeldMeeting,
): [key: string, words: string][] => {
  const said: [string, string][] =
    stepKey === "process"
      ? [["words", words]]
      : stepKey === "nextSteps"
        ? [
            ["actions", actions],
            ["measuring", measuring],
            ["reviews", reviews],
          ]
        : [];
  return said.filter(([, text]) => text);
};
