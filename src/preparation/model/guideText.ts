/** The parts of a guide that a meeting is made of; the guide's own steps have this shape. */
type Prompt = { key: string; question: string; leadsTo?: string | undefined };
type Step = { key: string; prompts: readonly Prompt[] };

/** "1 · How …" stands in the guide's table; on a slide and in an agenda the place says it. */
const withoutNumber = (question: string): string => question.replace(/^\d+\s*[·.:)]\s*/, "");

const promptsOf = (steps: readonly Step[], key: string) =>
  steps.find((step) => step.key === key)?.prompts ?? [];

/** What the leader tells: the five points of the step "meeting", time and place aside. */
export const pointsOf = (steps: readonly Step[]): { key: string; title: string }[] =>
  promptsOf(steps, "meeting")
    .filter((prompt) => prompt.leadsTo !== "meetingPlan")
    .slice(0, 5)
    .map(({ key, question }) => ({ key, title: withoutNumber(question) }));

/** What the employees are asked, one by one. */
export const questionsOf = (steps: readonly Step[]): string[] =>
  promptsOf(steps, "dialogue").map(({ question }) => withoutNumber(question));
