/**
 * Light formatting in what people write: **bold**, lists, links. It is read from the signs themselves, so that a note is
 * the same text wherever it stands; whatever is none of these stays as it was typed, and nothing of it is ever HTML.
 */
export type Piece = { text: string; isBold?: true; href?: string };
export type Formatted =
  | { kind: "paragraph"; pieces: Piece[] }
  | { kind: "list"; isNumbered: boolean; items: Piece[][] };

const bullet = /^\s{0,3}[-*•]\s+(?=\S)/u;
const number = /^\s{0,3}\d{1,3}[.)]\s+(?=\S)/u;
/** Addresses that lead somewhere, and can do nothing else. */
const address = String.raw`https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]'”*]`;
const pieces = new RegExp(
  String.raw`\*\*(?=\S)(?<bold>[^\n]*?\S)\*\*|\[(?<words>[^\]\n]+)\]\((?<to>${address}|mailto:[^\s()<>"]+)\)|(?<bare>${address})`,
  "gu",
);

function piecesOf(line: string, isBold = false): Piece[] {
  const look = isBold ? ({ isBold: true } as const) : {};
  const found: Piece[] = [];
  const plain = (text: string) => text && found.push({ text, ...look });
  let from = 0;
  for (const match of line.matchAll(pieces)) {
    const { bold, words, to, bare } = match.groups as Partial<Record<string, string>>;
    plain(line.slice(from, match.index));
    from = match.index + match[0].length;
    // Bold holds links, and no further bold.
    if (bold !== undefined) found.push(...(isBold ? [{ text: match[0], ...look }] : piecesOf(bold, true)));
    else if (to !== undefined) found.push({ text: words!, href: to, ...look });
    else found.push({ text: bare!, href: bare!, ...look });
  }
  plain(line.slice(from));
  return found;
}

/** The parts of a note in their order; lines of one list stand together, and each other line is a paragraph. */
export function formatted(note: string): Formatted[] {
  const parts: Formatted[] = [];
  let isAfterGap = true;
  for (const line of note.split(/\r\n|[\n\r\u2028\u2029]/u)) {
    if (!line.trim()) {
      isAfterGap = true;
      continue;
    }
    const sign = bullet.exec(line) ?? number.exec(line);
    const last = parts.at(-1);
    if (!sign) parts.push({ kind: "paragraph", pieces: piecesOf(line.trim()) });
    else {
      const isNumbered = number.test(line);
      const item = piecesOf(line.slice(sign[0].length).trimEnd());
      if (last?.kind === "list" && last.isNumbered === isNumbered && !isAfterGap) last.items.push(item);
      else parts.push({ kind: "list", isNumbered, items: [item] });
    }
    isAfterGap = false;
  }
  return parts;
}

/** Whether there is anything to see besides the words themselves. */
export const hasFormatting = (note: string): boolean =>
  formatted(note).some(
    (part) => part.kind === "list" || part.pieces.some(({ isBold, href }) => isBold || href),
  );

export type Selected = { text: string; from: number; to: number };

/** What is selected made bold, or plain where it is bold already. */
export function toggleBold({ text, from, to }: Selected): Selected {
  const words = text.slice(from, to);
  const isAround = text.slice(from - 2, from) === "**" && text.slice(to, to + 2) === "**";
  if (isAround)
    return { text: text.slice(0, from - 2) + words + text.slice(to + 2), from: from - 2, to: to - 2 };
  // A sign next to a space would stay a sign.
  const lead = /^\s*/u.exec(words)![0].length;
  const trail = words.length > lead ? /\s*$/u.exec(words)![0].length : 0;
  const [start, end] = [from + lead, to - trail];
  return {
    text: `${text.slice(0, start)}**${text.slice(start, end)}**${text.slice(end)}`,
    ...{ from: start + 2, to: end + 2 },
  };
}

/** The lines of what is selected as points, or as plain lines where they all are points. */
export function toggleList({ text, from, to }: Selected): Selected {
  const start = text.lastIndexOf("\n", from - 1) + 1;
  const after = text.indexOf("\n", to);
  const end = after < 0 ? text.length : after;
  const lines = text.slice(start, end).split("\n");
  const arePoints =
    lines.every((line) => !line.trim() || bullet.test(line)) && lines.some((line) => line.trim());
  const changed = lines
    .map((line) =>
      arePoints ? line.replace(bullet, "") : line.trim() || lines.length === 1 ? `- ${line}` : line,
    )
    .join("\n");
  return { text: text.slice(0, start) + changed + text.slice(end), from: start, to: start + changed.length };
}

/** A link out of what is selected; what is to be written next is selected then. */
export function addLink({ text, from, to }: Selected): Selected {
  const words = text.slice(from, to);
  const isAddress = /^https?:\/\/\S+$/u.test(words);
  const made = isAddress ? `[](${words})` : `[${words}](https://)`;
  const at = isAddress ? from + 1 : from + words.length + 3;
  const length = isAddress ? 0 : "https://".length;
  return { text: text.slice(0, from) + made + text.slice(to), from: at, to: at + length };
}
