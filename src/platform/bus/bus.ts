export type Bus = {
  /** Said to all, the one who says it included; a word that cannot be said is given up. */
  say: (word: string) => void;
  /** Whether words come through at present. */
  isOpen: () => boolean;
  close: () => Promise<void>;
};
export type Ears = {
  hear: (word: string) => void;
  /** Words come through, from now on or again: what was said before has been missed. */
  opened: () => void;
  fault: (error: Error) => void;
};

/** The most that one word may hold: PostgreSQL takes less than 8000 bytes. */
export const longestWord = 7500;

export const channel = "udlev";
