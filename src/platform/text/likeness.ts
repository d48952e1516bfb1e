/**
 * Which notes on a wall say much the same, worked out from their words: a suggestion, never a decision. Words are
 * reduced to their stems, those that stand in nearly every note weigh little (tf–idf), and the notes that are most alike
 * are put together first (average linkage, by chains of nearest neighbours: every pair is looked at once, so a wall of a
 * thousand notes is done in a moment).
 *
 * Murtagh & Contreras, "Algorithms for hierarchical clustering: an overview", 2012 (nearest-neighbour chain).
 */

/** A language's words: what a word comes from, and which ones say nothing by themselves. */
export type Words = { stem: (word: string) => string; isEmpty: (word: string) => boolean };
export type Text = { id: string; text: string };
/** `clusterId`: one that is there already, or null for a new one. */
export type Suggestion = { clusterId: string | null; name: string; noteIds: string[] };
export type Suggested = { clusters: Suggestion[]; alone: string[] };

/** How alike notes must be, as the cosine between them. */
export const closeness = { loose: 0.2, middle: 0.3, close: 0.45 } as const;
export type Closeness = keyof typeof closeness;

type Features = Map<string, number>;
type Read = { features: Features; surface: Map<string, string> };

const wordsIn = (text: string): string[] => text.toLocaleLowerCase("da").match(/\p{L}[\p{L}\p{N}]*/gu) ?? [];

/** From this length on a word may be made of others, as Danish makes them; a part of one has at least so many letters. */
const compoundFrom = 8;
const partFrom = 4;
const partWeight = 0.7;
/** The weight of a word that stands in one note only; others weigh log(1 + notes / notes with it). */
const ownWord = 0.5;

function readAll(texts: readonly string[], { stem, isEmpty }: Words): Read[] {
  const read = texts.map((text) => {
    const surface = new Map<string, string>();
    const features: Features = new Map();
    for (const word of wordsIn(text)) {
      if (word.length < 2 || isEmpty(word)) continue;
      // Twice: "hilser" loses its ending once, "hils" would lose another.
      const stemmed = stem(stem(word));
      features.set(stemmed, 1);
      if (!surface.has(stemmed)) surface.set(stemmed, word);
    }
    return { features, surface };
  });
  // "Tilbageringning" says "tilbage" as well, if somebody else's note does.
  const vocabulary = new Set(read.flatMap(({ features }) => [...features.keys()]));
  for (const { features } of read)
    for (const word of [...features.keys()]) {
      if (word.length < compoundFrom) continue;
      for (let length = partFrom; length <= word.length - 2; length++)
        for (const part of [word.slice(0, length), word.slice(-length)])
          if (vocabulary.has(part) && !features.has(part)) features.set(part, partWeight);
    }
  return read;
}

/** Weighted by how much a word tells here, and all of the same length. */
function weighted(read: readonly Read[]): { vectors: Features[]; weightOf: (word: string) => number } {
  const notesWith = new Map<string, number>();
  for (const { features } of read)
    for (const word of features.keys()) notesWith.set(word, (notesWith.get(word) ?? 0) + 1);
  // What stands in one note only connects it with none: it counts, but must not drown what does.
  const weightOf = (word: string) => {
    const notes = notesWith.get(word) ?? 1;
    return notes === 1 ? ownWord : Math.log(1 + read.length / notes);
  };
  const vectors = read.map(({ features }) => {
    const vector = new Map([...features].map(([word, weight]) => [word, weight * weightOf(word)]));
    const length = Math.hypot(...vector.values()) || 1;
    for (const [word, weight] of vector) vector.set(word, weight / length);
    return vector;
  });
  return { vectors, weightOf };
}

function cosine(a: Features, b: Features): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [word, weight] of small) sum += weight * (large.get(word) ?? 0);
  return sum;
}

/** Groups of places in `vectors`; what is not alike enough to anything stays alone. */
function linked(vectors: readonly Features[], atLeast: number): number[][] {
  const count = vectors.length;
  const alike = new Float64Array(count * count);
  for (let one = 0; one < count; one++)
    for (let other = one + 1; other < count; other++) {
      const value = cosine(vectors[one]!, vectors[other]!);
      alike[one * count + other] = alike[other * count + one] = value;
    }
  const groups = new Map(vectors.map((_, place) => [place, [place]]));
  const final: number[][] = [];
  const chain: number[] = [];
  while (groups.size > 0) {
    if (chain.length === 0) chain.push(groups.keys().next().value!);
    const top = chain.at(-1)!;
    const before = chain.at(-2);
    // The one before it is preferred among equals, or the chain would never end.
    let [nearest, value] = before === undefined ? [-1, -1] : [before, alike[top * count + before]!];
    for (const other of groups.keys())
      if (other !== top && alike[top * count + other]! > value)
        [nearest, value] = [other, alike[top * count + other]!];
    if (nearest < 0 || value < atLeast) {
      final.push(groups.get(top)!);
      groups.delete(top);
      chain.pop();
      continue;
    }
    if (nearest !== before) {
      chain.push(nearest);
      continue;
    }
    chain.splice(-2);
    const [one, other] = [groups.get(top)!, groups.get(nearest)!];
    for (const third of groups.keys()) {
      const mean =
        (alike[top * count + third]! * one.length + alike[nearest * count + third]! * other.length) /
        (one.length + other.length);
      alike[top * count + third] = alike[third * count + top] = mean;
    }
    groups.set(top, [...one, ...other]);
    groups.delete(nearest);
  }
  return final;
}

const capital = (word: string): string => word.charAt(0).toLocaleUpperCase("da") + word.slice(1);

/** The words that several of the notes have and that tell most, as they are written most often; none where there is none. */
function nameOf(read: readonly Read[], weightOf: (word: string) => number): string {
  const counts = new Map<string, number>();
  const written = new Map<string, Map<string, number>>();
  for (const { features, surface } of read) {
    // As part of a longer word as well: "undskyldninger" says "undskyld".
    for (const word of features.keys()) counts.set(word, (counts.get(word) ?? 0) + 1);
    for (const [stemmed, word] of surface) {
      const forms = written.get(stemmed) ?? new Map<string, number>();
      forms.set(word, (forms.get(word) ?? 0) + 1);
      written.set(stemmed, forms);
    }
  }
  const most = <Key>(map: Map<Key, number>): Key => [...map].sort((a, b) => b[1] - a[1])[0]![0];
  const telling = [...counts]
    .filter(([word, count]) => written.has(word) && count > 1 && count > read.length / 3)
    .sort((a, b) => b[1] * weightOf(b[0]) - a[1] * weightOf(a[0]))
    .slice(0, 2)
    .map(([stemmed]) => most(written.get(stemmed)!));
  return capital(telling.join(" · "));
}

/**
 * Loose notes put together, and into the clusters that are there where they fit. The largest first; every note is in one
 * of them or in `alone`. The same notes always give the same suggestion.
 */
export function suggestClusters(
  notes: readonly Text[],
  known: readonly { id: string; name: string; texts: readonly string[] }[],
  words: Words,
  how: Closeness = "middle",
): Suggested {
  const atLeast = closeness[how];
  const knownTexts = known.map(({ name, texts }) => [name, ...texts]);
  const read = readAll([...notes.map(({ text }) => text), ...knownTexts.flat()], words);
  const { vectors, weightOf } = weighted(read);
  let from = notes.length;
  const there = known.map((cluster, place) => {
    const own = vectors.slice(from, from + knownTexts[place]!.length);
    from += own.length;
    return { ...cluster, vectors: own };
  });
  const into = new Map<string, number[]>();
  const rest: number[] = [];
  for (const place of notes.keys()) {
    const fits = there
      .map(({ id, vectors: own }) => ({
        id,
        alike: own.reduce((sum, vector) => sum + cosine(vectors[place]!, vector), 0) / own.length,
      }))
      .sort((a, b) => b.alike - a.alike)[0];
    if (fits && fits.alike >= atLeast) into.set(fits.id, [...(into.get(fits.id) ?? []), place]);
    else rest.push(place);
  }
  const groups = linked(
    rest.map((place) => vectors[place]!),
    atLeast,
  ).map((group) => group.map((place) => rest[place]!).sort((a, b) => a - b));
  const idsOf = (places: readonly number[]) => places.map((place) => notes[place]!.id);
  const fresh = groups
    .filter((group) => group.length > 1)
    .sort((a, b) => b.length - a.length || a[0]! - b[0]!)
    .map((group) => ({
      clusterId: null,
      name: nameOf(
        group.map((place) => read[place]!),
        weightOf,
      ),
      noteIds: idsOf(group),
    }));
  const existing = there.flatMap(({ id, name }) =>
    into.has(id) ? [{ clusterId: id, name, noteIds: idsOf(into.get(id)!) }] : [],
  );
  return {
    clusters: [...existing, ...fresh],
    alone: groups.flatMap((group) => (group.length === 1 ? idsOf(group) : [])),
  };
}
