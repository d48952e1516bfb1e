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

/** The value that this share of all does not exceed. */
export const percentile = (values: number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ??
  Number.NaN;

export const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits));
