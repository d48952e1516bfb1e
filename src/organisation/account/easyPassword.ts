/**
 * Whether a password is among the most used ones or is made of what everybody knows: the product's name, the organisation's,
 * her own, her address. Asked on this machine, of the library's dictionaries; they are read when somebody sets a password.
 */
const library = async () => {
  const [{ ZxcvbnFactory }, { dictionary, adjacencyGraphs }] = await Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
  ]);
  return new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
};
let asked: ReturnType<typeof library> | null = null;

/** Out of four: what a guesser who is slowed down has in some months is refused. */
const enough = 3;
/** So many signs must be left of it without what everybody knows. */
const ownSigns = 6;

function wordsOf(known: readonly string[]): string[] {
  const words = ["udlev", ...known.flatMap((each) => each.toLowerCase().split(/[\s@._-]+/u))];
  return words.filter(({ length }) => length > 2).sort((a, b) => b.length - a.length);
}

export async function isEasyToGuess(password: string, known: readonly string[]): Promise<boolean> {
  const words = wordsOf(known);
  const own = words.reduce((left, word) => left.replaceAll(word, ""), password.toLowerCase());
  if (own !== password.toLowerCase() && own.length < ownSigns) return true;
  asked ??= library();
  return (await asked).check(password, words).score < enough;
}
