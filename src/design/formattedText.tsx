import { formatted, type Piece } from "#platform/model/formatted.ts";
import styles from "./formattedText.module.css";

function PieceOf({ text, isBold, href }: Piece) {
  const words = isBold ? <strong>{text}</strong> : text;
  if (!href) return words;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {words}
    </a>
  );
}

const Pieces = ({ of }: { of: readonly Piece[] }) =>
  // biome-ignore lint/suspicious/noArrayIndexKey: a piece is where it stands in its line
  of.map((piece, index) => <PieceOf key={index} {...piece} />);

/** A note as it is meant: bold words, lists and links out of the signs that were typed. */
export function FormattedText({ children }: { children: string }) {
  return (
    <div className={styles.note}>
      {formatted(children).map((part, index) => {
        const key = `${index} ${part.kind}`;
        if (part.kind === "paragraph")
          return (
            <p key={key}>
              <Pieces of={part.pieces} />
            </p>
          );
        const List = part.isNumbered ? "ol" : "ul";
        return (
          <List key={key}>
            {part.items.map((item, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a point is where it stands in its list
              <li key={at}>
                <Pieces of={item} />
              </li>
            ))}
          </List>
        );
      })}
    </div>
  );
}
