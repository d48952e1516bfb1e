import { expect, test } from "vitest";
import { readEvidence } from "#behaviour/model.ts";
import { columnsOf, pictureOf, walk } from "./layout.ts";
import { filtered, itemNamed, itemsOf, roundsOf, type Thread, throughItem } from "./thread.ts";
import { type Strands, weave } from "./weave.ts";

const statement = (change: Partial<Strands["statements"][number]> = {}) => ({
  id: "s1",
  text: "Jeg måtte ringe tre gange",
  source: "mail",
  saidOn: null,
  rank: 1,
  channel: null,
  originId: null,
  valueIds: ["care"],
  round: 1,
  unitId: "u1",
  ...change,
});
const behaviour = (change: Partial<Strands["behaviours"][number]> = {}): Strands["behaviours"][number] => ({
  id: "b1",
  kind: "decided",
  valueId: "care",
  situation: "",
  act: "Vi ringer samme dag",
  isLeaders: false,
  decidedAt: null,
  reviewOn: null,
  retiredAt: null,
  replacedBy: null,
  meetingId: null,
  round: 1,
  facets: [],
  sources: [],
  evidence: readEvidence(null),
  unitId: "u1",
  ...change,
});
const shown = {
  shown: "mean",
  mean: 4.1,
  low: 3.8,
  high: 4.4,
  n: 42,
  counts: null,
  notRelevant: null,
} as const;
const question = (change: Partial<Strands["questions"][number]> = {}) => ({
  id: "q1",
  behaviourId: "b1",
  text: "Vi ringede tilbage samme dag",
  round: 1,
  pulse: "Måling 1",
  state: "closed",
  result: shown,
  unitId: "u1",
  ...change,
});
const strands = (change: Partial<Strands> = {}): Strands => ({
  values: [
    { id: "care", name: "Nærvær", meaning: "" },
    { id: "order", name: "Ordentlighed", meaning: "" },
  ],
  statements: [statement()],
  behaviours: [
    behaviour({
      id: "p1",
      kind: "pointedTo",
      act: "Ring tilbage",
      sources: [{ kind: "statement", id: "s1" }],
    }),
    behaviour({
      sources: [{ kind: "behaviour", id: "p1" }],
      evidence: readEvidence({
        notes: [{ id: "n1", text: "Ring samme dag" }],
        cluster: { id: "c1", name: "Ringe tilbage" },
        vote: { dots: 7, voters: 6, place: 1, of: 9, isTied: false },
      }),
    }),
  ],
  questions: [question()],
  agreements: [
    {
      id: "a1",
      kind: "action",
      text: "Skriv numrene op",
      behaviourId: "b1",
      valueId: null,
      dueOn: null,
      state: "open",
      round: null,
      reviewMeetingId: null,
      unitId: "u1",
    },
  ],
  ...change,
});
const ties = (thread: Thread) => thread.links.map(({ from, to }) => `${from} → ${to}`).sort();

test("one thread runs from the value to what was agreed", () => {
  expect(ties(weave(strands()))).toEqual(
    [
      "value:care → statement:s1",
      "statement:s1 → behaviour:p1",
      "behaviour:p1 → cluster:c1",
      "cluster:c1 → behaviour:b1",
      "behaviour:b1 → question:q1",
      "question:q1 → result:q1",
      "result:q1 → action:a1",
    ].sort(),
  );
  const [link] = weave(strands()).links.filter(({ from }) => from === "cluster:c1");
  expect(link?.weight).toBe(8);
});

test("from a result one walks back to the note and the value, and from a value forward to the result", () => {
  const { links } = weave(strands());
  expect(throughItem(links, "result:q1")).toContain("cluster:c1");
  expect(throughItem(links, "result:q1")).toContain("value:care");
  expect(throughItem(links, "value:care")).toContain("result:q1");
  expect(throughItem(links, "value:order")).toEqual(new Set(["value:order"]));
});

test("what has no source hangs on its value; a tie to something that is not there is left out", () => {
  const thread = weave(
    strands({
      statements: [],
      behaviours: [behaviour({ sources: [{ kind: "statement", id: "gone" }] })],
      agreements: [],
    }),
  );
  expect(ties(thread)).toContain("value:care → behaviour:b1");
  const loose = weave(
    strands({ behaviours: [behaviour({ valueId: "unknown" })], questions: [], agreements: [] }),
  );
  expect(ties(loose)).toEqual(["value:care → statement:s1"]);
});

test("a statement and a behaviour that were carried into the next round are one item in both rounds", () => {
  const thread = weave(
    strands({
      statements: [statement(), statement({ id: "s2", originId: "s1", rank: 3, round: 2 })],
      behaviours: [
        behaviour({ id: "p1", kind: "pointedTo", act: "Ring" }),
        behaviour({
          ...{ id: "p2", kind: "pointedTo", act: "Ring", round: 2 },
          sources: [
            { kind: "behaviour", id: "p1" },
            { kind: "statement", id: "s2" },
          ],
        }),
        behaviour({ round: 2, sources: [{ kind: "behaviour", id: "p2" }] }),
      ],
    }),
  );
  expect(itemsOf(thread, "statements")).toMatchObject([{ id: "statement:s1", rank: 3, rounds: [1, 2] }]);
  expect(itemsOf(thread, "pointedTo")).toMatchObject([{ id: "behaviour:p1", rounds: [1, 2] }]);
  expect(ties(thread)).toContain("statement:s1 → behaviour:p1");
  expect(ties(thread)).toContain("behaviour:p1 → behaviour:b1");
  expect(itemNamed(thread, "behaviour:p2")?.id).toBe("behaviour:p1");
});

test("a group's proposal in between is passed through; a circle of proposals ends", () => {
  const proposal = behaviour({ id: "g1", kind: "proposed", sources: [{ kind: "statement", id: "s1" }] });
  const of = (sources: Strands["behaviours"][number]["sources"], proposed = proposal) =>
    ties(weave(strands({ behaviours: [proposed, behaviour({ sources })], questions: [], agreements: [] })));
  expect(of([{ kind: "behaviour", id: "g1" }])).toContain("statement:s1 → behaviour:b1");
  const circle = behaviour({ id: "g1", kind: "proposed", sources: [{ kind: "behaviour", id: "g1" }] });
  expect(of([{ kind: "behaviour", id: "g1" }], circle)).toContain("value:care → behaviour:b1");
});

test("two decisions out of one cluster share its notes", () => {
  const evidence = (note: string) =>
    readEvidence({ notes: [{ id: note, text: note }], cluster: { id: "c1", name: "Ringe" } });
  const thread = weave(
    strands({
      behaviours: [
        behaviour({ evidence: evidence("n1") }),
        behaviour({ id: "b2", valueId: "order", evidence: evidence("n2") }),
      ],
    }),
  );
  expect(itemsOf(thread, "notes")).toHaveLength(1);
  expect(itemsOf(thread, "notes")[0]?.notes.map((note) => note.id)).toEqual(["n1", "n2"]);
  expect(itemNamed(thread, "note:n2")?.id).toBe("cluster:c1");
});

test("where nobody has answered there is no result; where too few have, no figure", () => {
  const few = weave(strands({ questions: [question({ result: { shown: "tooFew" } })] }));
  expect(itemsOf(few, "experience")[0]?.result).toEqual({ shown: "tooFew" });
  const none = weave(strands({ questions: [question({ result: { shown: "nothing" } })] }));
  expect(itemsOf(none, "experience")).toEqual([]);
  expect(ties(none)).toContain("behaviour:b1 → action:a1");
});

test("filtered by value only that value's thread is left; by round also what it came from", () => {
  const thread = weave(
    strands({ questions: [question(), question({ id: "q2", round: 2 })], behaviours: strands().behaviours }),
  );
  expect(filtered(thread, { valueId: "order" }).items.map((item) => item.id)).toEqual(["value:order"]);
  const second = filtered(thread, { round: 2 });
  expect(second.items.map((item) => item.id)).toContain("question:q2");
  expect(second.items.map((item) => item.id)).toContain("cluster:c1");
  expect(second.items.map((item) => item.id)).not.toContain("question:q1");
  // An action belongs to no round: it follows the result that it came from.
  expect(second.items.map((item) => item.id)).toContain("action:a1");
  expect(filtered(thread, { round: 1 }).items.map((item) => item.id)).not.toContain("action:a1");
  expect(roundsOf(thread)).toEqual([1, 2]);
});

const many = weave(
  strands({
    statements: Array.from({ length: 300 }, (_, at) => statement({ id: `s${at}`, rank: at + 1 })),
    behaviours: [behaviour({ kind: "pointedTo", sources: [{ kind: "statement", id: "s250" }] })],
    questions: [],
    agreements: [],
  }),
);

test("of three hundred, the tied ones and the most important are shown; the rest is folded until it is opened", () => {
  const column = columnsOf(many)[1]!;
  expect([column.items.length, column.folded]).toEqual([12, 288]);
  const ids = column.items.map((item) => item.id);
  expect(ids).toContain("statement:s250");
  expect(ids).toContain("statement:s0");
  expect(columnsOf(many, { always: ["statement:s99"] })[1]!.items.map((item) => item.id)).toContain(
    "statement:s99",
  );
  expect(columnsOf(many, { open: ["statements"] })[1]).toMatchObject({ folded: 0 });
});

test("of a large organisation's thread so much stands at once as a page can draw, and the rest is counted", () => {
  const thousands = weave(
    strands({ statements: Array.from({ length: 5000 }, (_, at) => statement({ id: `s${at}`, rank: at })) }),
  );
  const [, folded] = columnsOf(thousands);
  expect([folded!.items.length, folded!.folded]).toEqual([12, 4988]);
  // Also where everything hangs on the one item that is open.
  const [, opened] = columnsOf(thousands, {
    open: ["statements"],
    always: throughItem(thousands.links, "value:care"),
  });
  expect([opened!.items.length, opened!.folded]).toEqual([300, 4700]);
});

test("one unit's thread in the organisation's: its own items and the values, which are everybody's", () => {
  const two = weave(
    strands({ behaviours: [behaviour({ id: "b1" }), behaviour({ id: "b2", unitId: "u2" })] }),
  );
  const ids = filtered(two, { unitId: "u2" }).items.map((item) => item.id);
  expect(ids).toContain("behaviour:b2");
  expect(ids).toContain("value:care");
  expect(ids).not.toContain("behaviour:b1");
});

test("a link to a result that is not shown leads to its question", () => {
  const thread = weave(strands({ questions: [question({ result: { shown: "nothing" } })] }));
  expect(itemNamed(thread, "result:q1")?.id).toBe("question:q1");
});

test("in the picture nothing lies on anything else, and nothing outside", () => {
  for (const [thread, width] of [
    [many, 1180],
    [weave(strands()), 1180],
    [weave(strands()), 1800],
  ] as const) {
    const columns = columnsOf(thread);
    const { boxes, height } = pictureOf(columns, thread.links, width);
    const all = [...boxes.values()];
    for (const [at, a] of all.entries()) {
      expect(a.x).toBeGreaterThanOrEqual(0);
      expect(a.x + a.width).toBeLessThanOrEqual(width + 0.01);
      expect(a.y + a.height).toBeLessThanOrEqual(height);
      for (const b of all.slice(at + 1))
        expect(
          a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y,
        ).toBe(true);
    }
  }
});

test("arrow keys walk along the thread, and over where it has a gap", () => {
  const thread = weave(strands());
  const columns = columnsOf(thread);
  const go = (id: string, step: Parameters<typeof walk>[3]) => walk(columns, thread.links, id, step);
  const path: string[] = [];
  for (let at: string | null = "value:care"; at; at = go(at, "right")) path.push(at);
  expect(path).toEqual([
    "value:care",
    "statement:s1",
    "behaviour:p1",
    "cluster:c1",
    "behaviour:b1",
    "question:q1",
    "result:q1",
    "action:a1",
  ]);
  expect(go("action:a1", "left")).toBe("result:q1");
  expect(go("value:care", "down")).toBe("value:order");
  expect(go("value:order", "right")).toBe("statement:s1");
  expect(go("value:care", "up")).toBeNull();
  expect(go("nothing", "right")).toBe("value:care");
});
