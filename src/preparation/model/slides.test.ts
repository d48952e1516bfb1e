import { describe, expect, test } from "vitest";
import {
  type Draft,
  type Material,
  makeSlides,
  paragraphsOf,
  remakeSlides,
  type SlideWords,
  type StandingSlide,
} from "./slides.ts";

const words: SlideWords = {
  ...{ customerSays: "Kunden siger", readAloud: "Læs op", behaviours: "Adfærd", leadersOwn: "Jeg" },
  ...{ nextSteps: "Næste skridt", noAnswer: "Intet skrevet endnu", values: "Vores værdier" },
  when: (situation, act) => `Når ${situation}, så ${act}`,
  customerSaysOf: (theme) => `Kunden siger: ${theme}`,
  themes: "Det handler om",
  themeLine: (name, count) => `${name} (${count})`,
};
const material: Material = {
  title: "Værdierne",
  unitName: "Kundeservice",
  values: [
    { id: "v1", name: "Nærvær", meaning: "Vi lytter først." },
    { id: "v2", name: "Ordentlighed", meaning: " " },
  ],
  points: ["alive", "considered", "examples", "involvement", "followUp"].map((title) => ({
    title,
    answer: `Om ${title}.`,
  })),
  statements: [
    {
      id: "s1",
      text: "I ringer ikke tilbage.",
      source: "Panel",
      channel: "slide",
      valueIds: ["v1"],
      themeId: null,
    },
    {
      id: "s2",
      text: "Tak for hjælpen.",
      source: "Telefon",
      channel: "readAloud",
      valueIds: [],
      themeId: "t1",
    },
    { id: "s3", text: "Se brochuren.", source: "", channel: "handout", valueIds: [], themeId: null },
  ],
  themes: [],
  behaviours: [
    { id: "b1", kind: "pointedTo", situation: "en kunde ringer", act: "ringer vi tilbage" },
    { id: "b2", kind: "leadersOwn", situation: "", act: "jeg lytter med" },
  ],
  nextSteps: [
    { title: "Hvem gør hvad?", answer: "Bo ringer." },
    { title: "Hvornår?", answer: " " },
  ],
};
const origins = (slides: readonly { madeFrom: string | null }[]) => slides.map(({ madeFrom }) => madeFrom);

describe("slides are made from what is there", () => {
  const slides = makeSlides(material, words);
  test("in the order in which the five points are told", () => {
    expect(origins(slides)).toEqual([
      ...["title", "point.1", "values", "statement.s1", "statement.s2", "point.2", "behaviours.pointedTo"],
      ...["point.3", "behaviours.leadersOwn", "point.4", "point.5", "nextSteps"],
    ]);
  });
  test("what is read aloud is marked in the notes; a handout has no slide; nothing written shows nothing", () => {
    const aloud = slides.find(({ madeFrom }) => madeFrom === "statement.s2")!;
    expect(aloud).toMatchObject({ body: "“Tak for hjælpen.”\n\n— Telefon", speakerNotes: "Læs op" });
    const [, empty] = makeSlides({ ...material, points: [{ title: "alive", answer: " " }] }, words);
    expect(empty).toMatchObject({ body: "", speakerNotes: "Intet skrevet endnu" });
  });
  test("the values stand with the first point; a statement says where it comes from and which values it is about", () => {
    const slideOf = (origin: string) => slides.find(({ madeFrom }) => madeFrom === origin);
    expect(slideOf("values")).toMatchObject({ point: 1, body: "Nærvær: Vi lytter først.\n\nOrdentlighed" });
    expect(slideOf("statement.s1")?.body).toBe("“I ringer ikke tilbage.”\n\n— Panel · Nærvær");
    expect(origins(makeSlides({ ...material, values: [] }, words))).not.toContain("values");
  });
  test("themes stand before the statements with how many say it; a statement is said under its theme", () => {
    const themes = [
      { id: "t1", name: "Tilbageringning", count: 7 },
      { id: "t2", name: "Tom", count: 0 },
    ];
    const themed = makeSlides({ ...material, themes }, words);
    expect(origins(themed).slice(1, 5)).toEqual(["point.1", "values", "themes", "statement.s1"]);
    const of = (origin: string) => themed.find(({ madeFrom }) => madeFrom === origin);
    expect(of("themes")).toMatchObject({ point: 1, body: "• Tilbageringning (7)" });
    expect(of("statement.s2")?.title).toBe("Kunden siger: Tilbageringning");
    expect(of("statement.s1")?.title).toBe("Kunden siger");
  });
  test("next steps that nobody has written about have no slide", () => {
    expect(origins(makeSlides({ ...material, nextSteps: [] }, words))).not.toContain("nextSteps");
  });
  test("a long answer is cut at a sentence, and whole in the notes", () => {
    const answer = "Det her er en sætning. ".repeat(40).trim();
    const [, long] = makeSlides({ ...material, points: [{ title: "alive", answer }] }, words);
    expect(long!.body.length).toBeLessThanOrEqual(320);
    expect(long!.body).toMatch(/sætning\.$/);
    expect(long!.speakerNotes).toBe(answer);
  });
});

describe("made again", () => {
  const standing = (drafts: readonly Draft[]): StandingSlide[] =>
    drafts.map((draft, index) => ({ ...draft, id: `slide${index}`, isEdited: false, isHidden: false }));
  const before = standing(makeSlides(material, words));

  test("from the same, nothing changes", () => {
    const { order, changed, removed } = remakeSlides(before, makeSlides(material, words));
    expect({ order, changed, removed }).toEqual({ order: before, changed: [], removed: [] });
  });
  test("what she wrote, changed, moved or hid stays as it is", () => {
    const own: StandingSlide = { ...before[0]!, id: "own", madeFrom: null, title: "Min egen" };
    const edited = { ...before[1]!, isEdited: true, body: "Mine ord" };
    const hidden = { ...before[3]!, isHidden: true };
    const mine = [own, ...before.slice(4), edited, before[2]!, hidden, before[0]!];
    const points = material.points.map((point) => ({ ...point, answer: "Nyt svar." }));
    const { order, changed } = remakeSlides(mine, makeSlides({ ...material, points }, words));
    expect(order.map((slide) => (slide as StandingSlide).id)).toEqual(mine.map(({ id }) => id));
    expect(order.find(({ madeFrom }) => madeFrom === "point.1")?.body).toBe("Mine ord");
    expect((order.find(({ madeFrom }) => madeFrom === "statement.s1") as StandingSlide).isHidden).toBe(true);
    expect(origins(changed)).toEqual(["point.2", "point.3", "point.4", "point.5"]);
  });
  test("a new statement stands behind the one before it; what is gone goes, unless she wrote in it", () => {
    const [first, ...rest] = material.statements;
    const newer = { ...first!, id: "s9" };
    const added = remakeSlides(
      before,
      makeSlides({ ...material, statements: [first!, newer, ...rest] }, words),
    );
    expect(origins(added.order).slice(3, 6)).toEqual(["statement.s1", "statement.s9", "statement.s2"]);
    const edited = before.map((slide) => ({ ...slide, isEdited: slide.madeFrom === "statement.s1" }));
    const gone = remakeSlides(edited, makeSlides({ ...material, statements: [] }, words));
    expect(gone.removed).toEqual([before.find(({ madeFrom }) => madeFrom === "statement.s2")!.id]);
    expect(origins(gone.order)).toContain("statement.s1");
  });
});

describe("which value a paragraph of a slide is about", () => {
  const values = [{ name: "Nærvær" }, { name: "Ordentlighed" }];
  test("the one whose name it begins with, or is; what merely mentions it is about none", () => {
    expect(paragraphsOf("Nærvær: Vi ser kunden.\n\nOrdentlighed\n\nOg Nærvær igen", values)).toEqual([
      { value: values[0], text: "Vi ser kunden." },
      { value: values[1], text: "" },
      { value: null, text: "Og Nærvær igen" },
    ]);
  });
  test("no paragraph gets lost, and a longer word is not the value", () => {
    expect(paragraphsOf("Nærværelse: nej\n\n\n", values)).toEqual([{ value: null, text: "Nærværelse: nej" }]);
  });
});
