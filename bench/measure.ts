/** What one measure shows. `beside` is what the limit itself does on the same machine, in the same unit. */
export type Measure = {
  what: string;
  value: number;
  unit: string;
  beside: number | null;
  /** value / beside */
  ratio: number | null;
  must: string;
  holds: boolean;
  /** Participants, rows, rounds: how much it was measured with. */
  sizes: Record<string, number>;
};

export const median = (values: number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

export const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits));
