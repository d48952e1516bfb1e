import type { Evidence, Facet, Source } from "#behaviour/model.ts";
import type { Experience, Item, Thread, ThreadLink } from "./thread.ts";

/** What the rooms have written down, before it is tied together. */
export type Strands = {
  values: { id: string; name: string; meaning: string }[];
  statements: {
    id: string;
    text: string;
    source: string;
    saidOn: string | null;
    rank: number | null;
    channel: string | null;
    /** The statement of the round before that it is a copy of. */
    originId: string | null;
    valueIds: string[];
    round: number;
    unitId: string;
  }[];
  behaviours: {
    id: string;
    kind: "pointedTo" | "leadersOwn" | "proposed" | "decided";
    valueId: string | null;
    situation: string;
    act: string;
    isLeaders: boolean;
    decidedAt: string | null;
    reviewOn: string | null;
    retiredAt: string | null;
    replacedBy: string | null;
    meetingId: string | null;
    round: number | null;
    facets: { facet: Facet; label: string; text: string }[];
    sources: Source[];
    evidence: Evidence;
    unitId: string;
  }[];
  questions: {
    id: string;
    behaviourId: string | null;
    text: string;
    round: number;
    pulse: string;
    state: string;
    result: Experience;
    unitId: string;
  }[];
  agreements: {
    id: string;
    kind: "action" | "keep" | "change" | "start" | "stop";
    text: string;
    behaviourId: string | null;
    /** Of its own, where it is about no behaviour that there is already. */
    valueId: string | null;
    dueOn: string | null;
    state: string;
    round: number | null;
    reviewMeetingId: string | null;
    unitId: string;
  }[];
};
type Behaviour = Strands["behaviours"][number];
type Statement = Strands["statements"][number];

const once = <T>(list: readonly T[]): T[] => [...new Set(list)];
const some = <T>(value: T | null | undefined): T[] => (value === null || value === undefined ? [] : [value]);

/** Ties what the rooms have into one thread: only ties that somebody has made, none that are guessed. */
export function weave(strands: Strands): Thread {
  const aliases = new Map<string, string>();
  const items: Item[] = strands.values.map(({ id, name, meaning }) => ({
    id: `value:${id}`,
    station: "values",
    text: name,
    meaning,
    valueIds: [id],
    rounds: [],
    unitId: null,
  }));
  const links = new Map<string, ThreadLink>();
  const tie = (froms: readonly string[], to: string, weight = 1) => {
    for (const from of froms) {
      const before = links.get(`${from} ${to}`)?.weight ?? 0;
      links.set(`${from} ${to}`, { from, to, weight: Math.max(weight, before) });
    }
  };
  const values = (ids: readonly string[]) => ids.map((id) => `value:${id}`);

  for (const item of statementItems(strands.statements, aliases)) {
    items.push(item);
    tie(values(item.valueIds), item.id);
  }
  const byId = new Map(strands.behaviours.map((behaviour) => [behaviour.id, behaviour]));
  const known = new Set(items.map((item) => item.id));
  for (const { item, sources } of pointedItems(strands.behaviours, aliases, byId)) {
    items.push(item);
    known.add(item.id);
    // A reworded behaviour stands beside the one it came from, not after it.
    const from = sources
      .map((id) => aliases.get(id) ?? id)
      .filter((id) => known.has(id) && id.startsWith("statement:"));
    tie(from.length > 0 ? once(from) : values(item.valueIds), item.id);
  }
  const decided = strands.behaviours.filter((behaviour) => behaviour.kind === "decided");
  for (const behaviour of decided) {
    const item = decidedItem(behaviour);
    const from = once(
      sourcesOf(behaviour, byId)
        .map((id) => aliases.get(id) ?? id)
        .filter((id) => known.has(id)),
    );
    const before = from.length > 0 ? from : values(item.valueIds);
    const notes = notesItem(behaviour);
    if (!notes) tie(before, item.id);
    else {
      const shared = items.find((other) => other.id === notes.id);
      if (shared?.station === "notes") joinNotes(shared, notes);
      else items.push(notes);
      tie(before, notes.id);
      tie([notes.id], item.id, 1 + (behaviour.evidence.vote?.dots ?? 0));
    }
    items.push(item);
  }
  const last = new Map(decided.map((behaviour) => [behaviour.id, `behaviour:${behaviour.id}`]));
  for (const question of [...strands.questions].sort((a, b) => a.round - b.round)) {
    const behaviour = question.behaviourId ? byId.get(question.behaviourId) : undefined;
    if (!behaviour) continue;
    const { pulse, state, result, unitId } = question;
    const common = {
      valueIds: some(behaviour.valueId),
      rounds: [question.round],
      text: question.text,
      unitId,
    };
    items.push({ ...common, id: `question:${question.id}`, station: "questions", pulse, state });
    tie([`behaviour:${behaviour.id}`], `question:${question.id}`);
    if (result.shown === "nothing") continue;
    items.push({ ...common, id: `result:${question.id}`, station: "experience", pulse, result });
    tie([`question:${question.id}`], `result:${question.id}`);
    last.set(behaviour.id, `result:${question.id}`);
  }
  for (const agreement of strands.agreements) {
    const { behaviourId, kind, text, dueOn, state, round, reviewMeetingId, unitId } = agreement;
    const id = `${kind === "action" ? "action" : "review"}:${agreement.id}`;
    const valueIds = some(agreement.valueId ?? (behaviourId && byId.get(behaviourId)?.valueId));
    items.push({
      ...{ id, station: "agreed", text, kind, dueOn, state, reviewMeetingId },
      ...{ valueIds, rounds: some(round), unitId },
    });
    const from = behaviourId ? last.get(behaviourId) : undefined;
    tie(some(from), id);
  }
  const ids = new Set(items.map((item) => item.id));
  return {
    items,
    links: [...links.values()].filter(({ from, to }) => ids.has(from) && ids.has(to)),
    aliases: Object.fromEntries(aliases),
  };
}

/** A statement that was carried into later rounds is one item, with the importance that it has in the newest. */
function statementItems(statements: readonly Statement[], aliases: Map<string, string>): Item[] {
  const byId = new Map(statements.map((statement) => [statement.id, statement]));
  const first = (statement: Statement): Statement => {
    const origin = statement.originId ? byId.get(statement.originId) : undefined;
    return origin && origin.round < statement.round ? first(origin) : statement;
  };
  const families = new Map<Statement, Statement[]>();
  for (const statement of statements) {
    const root = first(statement);
    families.set(root, [...(families.get(root) ?? []), statement]);
    if (root !== statement) aliases.set(`statement:${statement.id}`, `statement:${root.id}`);
  }
  return [...families].map(([root, family]) => {
    const newest = family.reduce((best, each) => (each.round > best.round ? each : best), root);
    return {
      id: `statement:${root.id}`,
      station: "statements",
      text: newest.text,
      rank: newest.rank,
      source: newest.source,
      saidOn: newest.saidOn,
      channel: newest.channel,
      unitId: newest.unitId,
      valueIds: once(family.flatMap((each) => each.valueIds)),
      rounds: once(family.map((each) => each.round)).sort((a, b) => a - b),
    };
  });
}

/** Behaviour that was carried over unchanged is one item; reworded, it is a new one. */
function pointedItems(
  behaviours: readonly Behaviour[],
  aliases: Map<string, string>,
  byId: ReadonlyMap<string, Behaviour>,
) {
  const found = new Map<string, { item: Item; sources: string[] }>();
  const pointed = behaviours.filter(({ kind }) => kind === "pointedTo" || kind === "leadersOwn");
  for (const behaviour of [...pointed].sort((a, b) => (a.round ?? 0) - (b.round ?? 0))) {
    const id = `behaviour:${behaviour.id}`;
    const origin = behaviour.sources
      .filter((source) => source.kind === "behaviour")
      .map((source) => byId.get(source.id))
      .find(
        (other) =>
          other?.kind === behaviour.kind &&
          other.act === behaviour.act &&
          other.situation === behaviour.situation,
      );
    const rootId = origin && (aliases.get(`behaviour:${origin.id}`) ?? `behaviour:${origin.id}`);
    const root = rootId ? found.get(rootId) : undefined;
    if (root && rootId) {
      aliases.set(id, rootId);
      root.item.rounds = once([...root.item.rounds, ...some(behaviour.round)]);
      root.sources.push(...sourcesOf(behaviour, byId));
      continue;
    }
    found.set(id, {
      item: {
        id,
        station: "pointedTo",
        text: behaviour.act,
        situation: behaviour.situation,
        isLeadersOwn: behaviour.kind === "leadersOwn",
        unitId: behaviour.unitId,
        valueIds: some(behaviour.valueId),
        rounds: some(behaviour.round),
      },
      sources: sourcesOf(behaviour, byId),
    });
  }
  return [...found.values()];
}

/** What a behaviour came from; a group's proposal in between is passed through. */
function sourcesOf(behaviour: Behaviour, byId: ReadonlyMap<string, Behaviour>, depth = 0): string[] {
  return behaviour.sources.flatMap((source) => {
    if (source.kind === "statement") return [`statement:${source.id}`];
    if (source.kind !== "behaviour") return [];
    const other = byId.get(source.id);
    if (other?.kind === "proposed") return depth < 5 ? sourcesOf(other, byId, depth + 1) : [];
    return [`behaviour:${source.id}`];
  });
}

const decidedItem = (behaviour: Behaviour): Item => ({
  id: `behaviour:${behaviour.id}`,
  station: "decided",
  text: behaviour.act,
  situation: behaviour.situation,
  facets: behaviour.facets,
  vote: behaviour.evidence.vote,
  consent: behaviour.evidence.consent,
  attended: behaviour.evidence.attended,
  decidedAt: behaviour.decidedAt,
  reviewOn: behaviour.reviewOn,
  isLeaders: behaviour.isLeaders,
  meetingId: behaviour.meetingId,
  isRetired: behaviour.retiredAt !== null,
  replacedBy: behaviour.replacedBy && `behaviour:${behaviour.replacedBy}`,
  unitId: behaviour.unitId,
  valueIds: some(behaviour.valueId),
  rounds: some(behaviour.round),
});

/** The notes behind a decision, by their cluster where they had one: two decisions may rest on the same. */
function notesItem({
  id,
  valueId,
  round,
  evidence,
  unitId,
}: Behaviour): Extract<Item, { station: "notes" }> | null {
  const { notes, cluster, vote } = evidence;
  if (notes.length === 0 && !cluster) return null;
  return {
    id: cluster ? `cluster:${cluster.id}` : `notes:${id}`,
    station: "notes",
    text: cluster?.name ?? notes[0]?.text ?? "",
    notes,
    dots: vote?.dots ?? null,
    unitId,
    valueIds: some(valueId),
    rounds: some(round),
  };
}

function joinNotes(shared: Extract<Item, { station: "notes" }>, more: typeof shared): void {
  const have = new Set(shared.notes.map((note) => note.id));
  shared.notes = [...shared.notes, ...more.notes.filter((note) => !have.has(note.id))];
  shared.valueIds = once([...shared.valueIds, ...more.valueIds]);
  shared.rounds = once([...shared.rounds, ...more.rounds]);
}
