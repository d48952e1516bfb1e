// The meeting that the sample organisation's fitters are about to hold, from the first who comes in to the minutes:
// led by commands, seen in real pages. Whoever calls says what is done at every stage.
import type { Connection, Unsent } from "#meeting/connection.ts";
import type { StageKind } from "#meeting/model/kinds.ts";
import { columnsOf, notesOf } from "#meeting/model/reading.ts";
import { newId } from "#platform/id.ts";
import { stageName } from "#preparation/stages/stageName.ts";
import { connected, does } from "../e2e/connected.ts";

export type Walk = {
  baseURL: string;
  meetingId: string;
  joinCode: string;
  /** The leader's session. */
  cookie: string;
  /** What is done on the phones that have a page, so that something of theirs is in the pictures. */
  onPhones: {
    answer(text: string): Promise<void>;
    send(): Promise<void>;
    propose(text: string): Promise<void>;
  };
  /** Everything stands as it stands while this stage, by its name, is on. */
  at: (moment: string, stage: string) => Promise<void>;
};

const said: string[][] = [
  [
    "Det lyder rigtigt. Men hvem ringer, når vi sidder fast i trafikken?",
    "Jeg kan genkende det med, at ingen sagde noget.",
    "Kunden i Vejgaard stod der stadig klokken fire. Det var min sag.",
    "Godt, at vi også hører det, der går godt.",
    "Det er det samme, vi siger til hinanden i bilen.",
  ],
  ["Det passer, når jeg selv har kalenderen.", "Godt på de planlagte. Svært på vagten."],
  ["At rydde op og forklare, hvad vi har lavet.", "At sige, hvornår vi er der."],
  ["Når tre sager trækker ud på samme dag.", "Når kontoret har lovet noget, vi ikke kender til."],
  ["Kalenderen skal kunne ses af os alle.", "Sig det højt, når det lykkes."],
];

const examples: { text: string; situation: string; say: string; value: number }[] = [
  {
    text: "Ringer til kunden, før tiden er gået",
    situation: "vi bliver forsinkede",
    say: "“Vi er der først klokken to. Passer det?”",
    value: 0,
  },
  {
    text: "Forklarer, hvad vi har lavet, før vi kører",
    situation: "vi er færdige hos kunden",
    say: "“Kom, så viser jeg dig det.”",
    value: 1,
  },
  { text: "Tager skoene af uden at blive bedt om det", situation: "", say: "", value: 1 },
  {
    text: "Lægger et kort med vores direkte nummer",
    situation: "kunden ikke er hjemme",
    say: "“Ring til mig, hvis det drypper igen.”",
    value: 2,
  },
  {
    text: "Siger nej ligeud, og hvem der så kan",
    situation: "opgaven ikke er vores",
    say: "“Det kan vi ikke, men det kan elektrikeren.”",
    value: 0,
  },
  {
    text: "Spørger, om der er andet, nu vi er her",
    situation: "",
    say: "“Er der andet, der driller?”",
    value: 2,
  },
];

const clusters = [
  { name: "Sig det, før tiden er gået", of: [0, 3] },
  { name: "Vis, hvad vi har lavet", of: [1, 2] },
  { name: "Sig det, som det er", of: [4, 5] },
];

export async function walkMeeting({
  baseURL,
  meetingId,
  joinCode,
  cookie,
  onPhones,
  at,
}: Walk): Promise<void> {
  const leader = await connected(baseURL, { as: "leader", meetingId, locale: "da" }, cookie);
  const lead = (command: Unsent) => does(leader, command);
  const room = () => leader.snapshot().room;
  const stageOf = (kind: StageKind, place = 0): string =>
    room().meeting.meeting!.stageOrder.filter((id) => room().stages[id]!.kind === kind)[place]!;
  const go = async (kind: StageKind, place = 0): Promise<string> => {
    const stageId = stageOf(kind, place);
    await lead({ type: "stage.go", stageId, roundId: newId() });
    return room().stages[stageId]!.roundIds.at(-1) ?? "";
  };
  const stand = (moment: string): Promise<void> => {
    const { kind, question } = room().stages[room().meeting.meeting!.stageId]!;
    return at(moment, question || stageName("da", kind));
  };
  const seat = async (...names: string[]): Promise<Connection> => {
    const response = await fetch(`${baseURL}/api/meeting/join`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: baseURL },
      body: JSON.stringify({ code: joinCode, names }),
    });
    const { token } = (await response.json()) as { token: string };
    return connected(baseURL, { as: "seat", token, locale: "da" });
  };

  const seats = [
    await seat("Henning"),
    await seat("Ida", "Ole"),
    await seat("Mads"),
    await seat("Nadia"),
    await seat("Per Bertelsen-Kristoffersen"),
    await seat("Rikke"),
  ];
  const values = Object.values(room().values).sort((a, b) => a.position - b.position);
  const valueAt = (place: number) => values[place % values.length]?.id ?? null;
  await stand("lobby");

  await go("points");
  await lead({ type: "slide.show", slide: 1 });
  await stand("points");

  const first = await go("dialogue");
  for (const [place, text] of said[0]!.entries())
    await does(seats[place]!, { type: "note.add", roundId: first, noteId: newId(), text });
  await onPhones.answer("Vi skal ringe, også når det er os, der er forsinkede");
  await stand("dialogue");
  await onPhones.send();
  await lead({ type: "round.reveal", roundId: first });
  const shown = notesOf(room(), first);
  for (const [place, note] of shown.entries())
    for (const other of seats.slice(0, Math.max(0, 4 - place)))
      await does(other, { type: "note.agree", noteId: note.id, agrees: true });
  await lead({ type: "note.takeAlong", noteId: shown[0]!.id, isTakenAlong: true });
  await stand("dialogue-shown");
  for (const place of [1, 2, 3, 4]) {
    const roundId = await go("dialogue", place);
    for (const [person, text] of said[place]!.entries())
      await does(seats[person]!, { type: "note.add", roundId, noteId: newId(), text });
    await lead({ type: "round.reveal", roundId });
  }

  await lead({ type: "groups.draw", roundId: await go("groups"), size: 3 });
  await stand("groups");

  const list = await go("examples");
  for (const [place, { text, situation, say, value }] of examples.entries())
    await does(seats[place % seats.length]!, {
      ...{ type: "note.add", roundId: list, noteId: newId(), text, situation, valueId: valueAt(value) },
      facets: say ? { say } : {},
    });
  await onPhones.propose("Skriver på døren, hvornår vi kommer igen");
  await stand("examples");

  const wall = await go("wall");
  const loose = columnsOf(room(), wall).columns.flatMap(({ notes }) => notes.map(({ note }) => note));
  const byText = (place: number) => loose.find(({ text }) => text === examples[place]!.text)?.id;
  for (const { name, of } of clusters)
    await lead({
      ...{ type: "wall.gather", roundId: wall, clusterId: newId(), name },
      noteIds: of.flatMap((place) => byText(place) ?? []),
    });
  await stand("wall");

  const voteStage = stageOf("vote");
  await lead({ type: "stage.go", stageId: voteStage, roundId: newId() });
  const vote = newId();
  const options = columnsOf(room(), wall).columns.flatMap(({ cluster, notes }) =>
    cluster
      ? [
          {
            id: newId(),
            text: cluster.name,
            clusterId: cluster.id,
            noteIds: notes.map(({ note }) => note.id),
          },
        ]
      : [],
  );
  await lead({
    ...{ type: "vote.open", stageId: voteStage, roundId: vote, mode: "hidden", options },
    ...{ budget: 3, maxPerOption: 2, excludesOwn: false },
  });
  for (const [person, voter] of seats.entries())
    for (const [option, dots] of [
      [0, person < 4 ? 2 : 1],
      [person % 2 === 0 ? 1 : 2, 1],
    ] as const)
      await does(voter, { type: "vote.cast", roundId: vote, optionId: options[option]!.id, dots });
  await stand("vote");
  await lead({ type: "round.close", roundId: vote });
  await stand("vote-result");

  await go("decision");
  const decisionId = newId();
  await lead({
    ...{ type: "decision.propose", decisionId, valueId: valueAt(0), optionId: options[0]!.id },
    ...{ situation: "vi bliver forsinkede", act: "Vi ringer til kunden, før tiden er gået." },
    facets: { say: "“Vi er der først klokken to. Passer det?”", talkAbout: "Hvad kunden helst vil." },
    ...{ noteIds: options[0]!.noteIds, clusterId: options[0]!.clusterId },
  });
  for (const [person, each] of seats.entries())
    await does(each, {
      ...{ type: "consent.give", decisionId, answer: person === 2 ? "concern" : "yes" },
      reason: person === 2 ? "Hvem ringer, når vi begge står med hænderne i en brønd?" : "",
    });
  await lead({ type: "decision.reveal", decisionId });
  await stand("decision");
  await lead({ type: "decision.decide", decisionId, without: ["few"] });

  await go("nextSteps");
  for (const [title, ownerName] of [
    ["Læg kundens nummer forrest i kalenderen", "Frode"],
    ["Aftal med kontoret, hvem der ringer, når vi ikke kan", "Ida"],
  ] as const)
    await lead({
      ...{ type: "action.put", actionId: newId(), title, ownerName, ownerPersonId: null },
      ...{ dueOn: new Date(Date.now() + 12 * 86_400_000).toISOString().slice(0, 10), decisionId },
    });
  const inWeeks = (weeks: number) => new Date(Date.now() + weeks * 604_800_000).toISOString().slice(0, 10);
  await lead({
    type: "plan.set",
    how: "En kort mail dagen efter besøget",
    askOn: inWeeks(3),
    resultsOn: inWeeks(7),
  });
  await stand("next-steps");
  await go("close");
  await lead({ type: "meeting.close" });
  await stand("close");
  for (const each of [leader, ...seats]) each.close();
}
