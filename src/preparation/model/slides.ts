import { quoted } from "./quoted.ts";

/** A slide as it comes out of what is there. `madeFrom` finds it again when the slides are made anew. */
export type Draft = {
  madeFrom: string;
  /** 1–5: which of the five points; 0: before and between. */
  point: number;
  title: string;
  body: string;
  speakerNotes: string;
  statementId: string | null;
};
export type StandingSlide = Omit<Draft, "madeFrom"> & {
  id: string;
  madeFrom: string | null;
  isEdited: boolean;
  isHidden: boolean;
};

export type Material = {
  title: string;
  unitName: string;
  /** What the leader tells, with what she has written about it in the guide. */
  points: readonly { title: string; answer: string }[];
  values: readonly { id: string; name: string; meaning: string }[];
  statements: readonly {
    id: string;
    text: string;
    source: string;
    channel: string | null;
    valueIds: readonly string[];
    themeId: string | null;
  }[];
  /** What customers say in a few words, with how many say it: the most said first. */
  themes: readonly { id: string; name: string; count: number }[];
  behaviours: readonly { id: string; kind: string; situation: string; act: string }[];
  nextSteps: readonly { title: string; answer: string }[];
};
export type SlideWords = {
  customerSays: string;
  customerSaysOf: (theme: string) => string;
  themes: string;
  themeLine: (name: string, count: number) => string;
  readAloud: string;
  when: (situation: string, act: string) => string;
  behaviours: string;
  leadersOwn: string;
  nextSteps: string;
  noAnswer: string;
  values: string;
};

/** Before the line that says where a statement comes from. */
const sourceMark = "— ";

/** A slide's words, and the last line that says where they come from: small print; "" where there is none. */
export function withSource(body: string): { said: string; source: string } {
  const at = body.lastIndexOf(`\n${sourceMark}`);
  return at < 0
    ? { said: body, source: "" }
    : { said: body.slice(0, at).trimEnd(), source: body.slice(at + 1) };
}

/** A slide's paragraphs, and the value that a paragraph is about: the one whose name it begins with, or is. */
export function paragraphsOf<Value extends { name: string }>(
  body: string,
  values: readonly Value[],
): { value: Value | null; text: string }[] {
  return body.split(/\n{2,}/).flatMap((paragraph) => {
    const text = paragraph.trim();
    if (!text) return [];
    const value = values.find(({ name }) => text === name || text.startsWith(`${name}:`));
    return value ? { value, text: text.slice(value.name.length + 1).trim() } : { value: null, text };
  });
}

const mostThemesShown = 8;
/** On a slide stands what is read in a glance; the whole of it is in the speaker's notes. */
const longestBody = 320;
const inGlance = (text: string): boolean => text.length <= longestBody;

function firstSentences(text: string): string {
  let shown = "";
  for (const sentence of text.match(/[^.!?\n]+[.!?\n]*\s*/g) ?? [text]) {
    if ((shown + sentence).trim().length > longestBody) break;
    shown += sentence;
  }
  return shown.trim() || (inGlance(text) ? text : `${text.slice(0, longestBody - 1).trimEnd()}…`);
}

const pointSlide = (title: string, answer: string, point: number, words: SlideWords): Draft => ({
  madeFrom: `point.${point}`,
  point,
  title,
  body: firstSentences(answer.trim()),
  speakerNotes: answer.trim() ? (inGlance(answer.trim()) ? "" : answer.trim()) : words.noAnswer,
  statementId: null,
});

/**
 * The five points as slides, in the order in which a leader tells them: what customers say stands with the first point,
 * the behaviour with the second and third.
 */
export function makeSlides(material: Material, words: SlideWords): Draft[] {
  const { points, values, statements, behaviours } = material;
  const themes = material.themes.filter(({ count }) => count > 0);
  const themeOf = new Map(themes.map(({ id, name }) => [id, name]));
  const drafts: Draft[] = [
    {
      ...{ madeFrom: "title", point: 0, statementId: null, speakerNotes: "" },
      title: material.title,
      body: material.unitName,
    },
  ];
  const nameOf = new Map(values.map(({ id, name }) => [id, name]));
  const origin = (source: string, valueIds: readonly string[]) => {
    const about = [source, ...valueIds.map((id) => nameOf.get(id))].filter(Boolean).join(" · ");
    return about && sourceMark + about;
  };
  const valueLines = values.map(({ name, meaning }) =>
    meaning.trim() ? `${name}: ${firstSentences(meaning.trim())}` : name,
  );
  const said = statements
    .filter(({ channel }) => channel === "slide" || channel === "readAloud" || channel === null)
    .map(
      ({ id, text, source, channel, valueIds, themeId }): Draft => ({
        ...{ madeFrom: `statement.${id}`, point: 1, statementId: id },
        title: themeOf.has(themeId ?? "") ? words.customerSaysOf(themeOf.get(themeId!)!) : words.customerSays,
        body: [quoted(text), origin(source, valueIds)].filter(Boolean).join("\n\n"),
        speakerNotes: channel === "readAloud" ? words.readAloud : "",
      }),
    );
  const ofKind = (kind: string, title: string, point: number): Draft[] => {
    const lines = behaviours
      .filter((behaviour) => behaviour.kind === kind)
      .map(({ situation, act }) => (situation ? words.when(situation, act) : act));
    if (lines.length === 0) return [];
    const body = lines.length === 1 ? lines[0]! : lines.map((line) => `• ${line}`).join("\n");
    return [
      {
        madeFrom: `behaviours.${kind}`,
        point,
        title,
        body,
        speakerNotes: "",
        statementId: null,
      },
    ];
  };
  for (const [index, { title, answer }] of points.entries()) {
    const point = index + 1;
    drafts.push(pointSlide(title, answer, point, words));
    if (point === 1 && values.length > 0)
      drafts.push({
        ...{ madeFrom: "values", point: 1, title: words.values, statementId: null, speakerNotes: "" },
        body: valueLines.join("\n\n"),
      });
    if (point === 1 && themes.length > 0)
      drafts.push({
        ...{ madeFrom: "themes", point: 1, title: words.themes, statementId: null, speakerNotes: "" },
        // What stands on a slide is read in a glance: the rest are the page's.
        body: themes
          .slice(0, mostThemesShown)
          .map(({ name, count }) => `• ${words.themeLine(name, count)}`)
          .join("\n"),
      });
    if (point === 1) drafts.push(...said);
    if (point === 2) drafts.push(...ofKind("pointedTo", words.behaviours, 2));
    if (point === 3) drafts.push(...ofKind("leadersOwn", words.leadersOwn, 3));
  }
  const steps = material.nextSteps.filter(({ answer }) => answer.trim());
  if (steps.length > 0)
    drafts.push({
      ...{ madeFrom: "nextSteps", point: 0, title: words.nextSteps, statementId: null },
      speakerNotes: "",
      body: steps.map(({ title, answer }) => `${title}\n${firstSentences(answer.trim())}`).join("\n\n"),
    });
  return drafts;
}

/** What to do so that the slides show what is there now: kept ones in their places, new ones behind what they follow. */
export type Remade = { order: (StandingSlide | Draft)[]; changed: StandingSlide[]; removed: string[] };

const isStanding = (slide: StandingSlide | Draft): slide is StandingSlide => "id" in slide;

/**
 * Makes the slides again. Those that the leader wrote or changed stay word for word, hidden ones stay hidden; the others
 * say what is there now, and go where it is gone.
 */
export function remakeSlides(standing: readonly StandingSlide[], drafts: readonly Draft[]): Remade {
  const byOrigin = new Map(drafts.map((draft) => [draft.madeFrom, draft]));
  const changed: StandingSlide[] = [];
  const removed: string[] = [];
  const order: (StandingSlide | Draft)[] = [];
  for (const slide of standing) {
    const draft = slide.madeFrom === null ? undefined : byOrigin.get(slide.madeFrom);
    if (slide.madeFrom === null || slide.isEdited) order.push(slide);
    else if (draft) {
      const now = { ...slide, ...draft };
      const isSame = (["title", "body", "speakerNotes", "point"] as const).every(
        (part) => now[part] === slide[part],
      );
      if (!isSame) changed.push(now);
      order.push(now);
    } else removed.push(slide.id);
  }
  for (const [index, draft] of drafts.entries()) {
    if (order.some((slide) => slide.madeFrom === draft.madeFrom)) continue;
    const before = drafts
      .slice(0, index)
      .reverse()
      .find((each) => order.some((slide) => slide.madeFrom === each.madeFrom));
    const place = before ? order.findIndex((slide) => slide.madeFrom === before.madeFrom) + 1 : 0;
    order.splice(place, 0, draft);
  }
  return {
    order,
    changed,
    removed: removed.filter((id) => !order.some((slide) => isStanding(slide) && slide.id === id)),
  };
}
