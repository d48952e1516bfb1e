/** Which slide a key leads to; null: the key is none of ours. Remote controls send page keys. */
export function slideAfterKey(key: string, isShift: boolean, index: number, count: number): number | null {
  const last = Math.max(0, count - 1);
  const within = (to: number) => Math.max(0, Math.min(last, to));
  switch (key) {
    case "ArrowRight":
    case "ArrowDown":
    case "PageDown":
    case "Enter":
    case "n":
      return within(index + 1);
    case "ArrowLeft":
    case "ArrowUp":
    case "PageUp":
    case "Backspace":
    case "p":
      return within(index - 1);
    case " ":
      return within(index + (isShift ? -1 : 1));
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return null;
  }
}
