/**
 * What can be worked out from sums over known groups, by adding and subtracting them in every way there is: a group's sum
 * is known if the group lies in the span of those that are shown. Complete for linear attacks, over all of them at once.
 */
const prime = 1_000_003;

function inverse(value: number): number {
  let [power, result, base] = [prime - 2, 1, value];
  for (; power > 0; power = Math.floor(power / 2)) {
    if (power % 2 === 1) result = (result * base) % prime;
    base = (base * base) % prime;
  }
  return result;
}

/** Members that are together in every group cannot be told apart: they count as one part. */
export class Knowledge {
  readonly parts: { key: string; members: Set<string> }[];
  private readonly basis: { lead: number; row: number[] }[] = [];

  constructor(groups: readonly ReadonlySet<string>[]) {
    const byKey = new Map<string, Set<string>>();
    for (const member of new Set(groups.flatMap((group) => [...group]))) {
      const key = groups.map((group) => (group.has(member) ? "1" : "0")).join("");
      byKey.set(key, (byKey.get(key) ?? new Set()).add(member));
    }
    this.parts = [...byKey].map(([key, members]) => ({ key, members }));
    for (const group of groups)
      this.learn(this.parts.map(({ members }) => (group.has([...members][0]!) ? 1 : 0)));
  }

  private reduced(row: number[]): number[] {
    let left = row;
    for (const { lead, row: known } of this.basis) {
      const times = left[lead]!;
      if (times !== 0)
        left = left.map((value, at) => (((value - times * known[at]!) % prime) + prime) % prime);
    }
    return left;
  }

  private learn(row: number[]): void {
    const left = this.reduced(row);
    const lead = left.findIndex((value) => value !== 0);
    if (lead < 0) return;
    const one = inverse(left[lead]!);
    this.basis.push({ lead, row: left.map((value) => (value * one) % prime) });
  }

  /** Whether the sum over these parts can be worked out. */
  knows(parts: readonly number[]): boolean {
    const row = this.parts.map((_, at) => (parts.includes(at) ? 1 : 0));
    return this.reduced(row).every((value) => value === 0);
  }

  /** Groups that can be worked out, of all that these members are made of, up to so many of them. */
  known(isIn: (members: ReadonlySet<string>) => boolean, most: number): string[][] {
    const own = this.parts.flatMap(({ members }, at) => (isIn(members) && members.size <= most ? [at] : []));
    const found: string[][] = [];
    const look = (from: number, chosen: number[], size: number) => {
      if (chosen.length > 0 && this.knows(chosen))
        found.push(chosen.flatMap((at) => [...this.parts[at]!.members]));
      for (let next = from; next < own.length; next++) {
        const more = this.parts[own[next]!]!.members.size;
        if (size + more <= most) look(next + 1, [...chosen, own[next]!], size + more);
      }
    };
    look(0, [], 0);
    return found;
  }
}
