/**
 * Statistics of answers on the five-point scale, for few answers as well as many.
 *
 * The five shares of answers are estimated with a Dirichlet prior that weighs as much as one answer, spread evenly over
 * the points (Perks, Journal of the Institute of Actuaries 1947; for the Dirichlet model see Gelman et al., Bayesian
 * Data Analysis, 3rd ed., § 3.4). Heavier priors were tried, Jeffreys' among them: they pull few good answers inwards so
 * far that the interval misses them. Of the mean that follows from them mean and
 * variance are known exactly, and its 95 % interval is taken from the beta distribution on the scale from 1 to 5 with the
 * same two moments. Why not the textbook's mean ± 1.96 standard errors: with five equal answers that has no width, and
 * with answers near an end it leaves the scale. This one can do neither, and covers the true mean about as often as it
 * says (see statistics.test.ts, which simulates it).
 */
export type Counts = readonly [number, number, number, number, number];
export type Estimate = {
  /** The plain mean of the answers, 1 to 5. */
  mean: number;
  /** Ends of the 95 % interval, 1 to 5. */
  low: number;
  high: number;
  n: number;
};

const prior = 1 / 5;
const scores = [1, 2, 3, 4, 5] as const;

export const total = (counts: Counts): number => counts.reduce((sum, count) => sum + count, 0);

/** Mean and variance of what the true mean may be, given these answers. */
export function momentsOf(counts: Counts): { mean: number; variance: number } {
  const weights = counts.map((count) => count + prior);
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = scores.reduce((sum, score, index) => sum + (score * weights[index]!) / all, 0);
  const square = scores.reduce((sum, score, index) => sum + (score * score * weights[index]!) / all, 0);
  return { mean, variance: (square - mean * mean) / (all + 1) };
}

/** The plain mean of the answers, 1 to 5; NaN without answers. */
export const meanOf = (counts: Counts): number =>
  scores.reduce((sum, score, index) => sum + score * counts[index]!, 0) / total(counts);

/** The mean of the answers with its 95 % interval; null without answers. */
export function estimate(counts: Counts): Estimate | null {
  const n = total(counts);
  if (n === 0) return null;
  const mean = meanOf(counts);
  const { mean: centre, variance } = momentsOf(counts);
  // On 0 to 1: a beta distribution with this mean and variance.
  const m = (centre - 1) / 4;
  const size = (m * (1 - m)) / (variance / 16) - 1;
  const [a, b] = [m * size, (1 - m) * size];
  const low = 1 + 4 * betaQuantile(0.025, a, b);
  const high = 1 + 4 * betaQuantile(0.975, a, b);
  // With very few answers the prior pulls inwards; what was answered always lies within.
  return { mean, low: Math.min(low, mean), high: Math.max(high, mean), n };
}

export type Comparison = { difference: number; isChange: boolean };

/**
 * Which of several behaviours have changed between two rounds. The two means' difference over its standard error is held
 * against the normal distribution, and the limits are corrected for looking at many at once (Holm, Scandinavian Journal
 * of Statistics 1979): of rounds in which nothing has changed, at most one in twenty shows any change at all.
 */
export function compare(rounds: readonly { before: Counts; after: Counts }[]): Comparison[] {
  const tests = rounds.map(({ before, after }, index) => {
    const [was, is] = [momentsOf(before), momentsOf(after)];
    const z = Math.abs(is.mean - was.mean) / Math.sqrt(was.variance + is.variance);
    return { index, p: 2 * (1 - normal(z)), difference: meanOf(after) - meanOf(before) };
  });
  const changes = new Set<number>();
  const inOrder = [...tests].sort((a, b) => a.p - b.p);
  for (const [place, test] of inOrder.entries()) {
    if (test.p > 0.05 / (tests.length - place)) break;
    changes.add(test.index);
  }
  return tests.map(({ index, difference }) => ({ difference, isChange: changes.has(index) }));
}

/** The standard normal distribution function (Abramowitz & Stegun 26.2.17; error below 7.5e-8). */
function normal(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  const tail =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return 1 - density * tail;
}

const lanczos = [
  ...[76.18009172947146, -86.50532032941678, 24.01409824083091],
  ...[-1.231739572450155, 0.1208650973866179e-2, -0.5395239384953e-5],
];
/** ln Γ (Lanczos; Abramowitz & Stegun 6.1). */
function logGamma(x: number): number {
  const sum = lanczos.reduce((all, term, index) => all + term / (x + 1 + index), 1.000000000190015);
  return -(x + 5.5) + (x + 0.5) * Math.log(x + 5.5) + Math.log((2.5066282746310007 * sum) / x);
}

/** ln B, the same for both orders of its two. */
const logBeta = (a: number, b: number): number => logGamma(a) + logGamma(b) - logGamma(a + b);

/**
 * The beta distribution function, by its continued fraction (Abramowitz & Stegun 26.5.8, Lentz's method). Who asks for
 * many `x` hands in ln B(a, b), most of the work.
 */
export function betaDistribution(x: number, a: number, b: number, known = logBeta(a, b)): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - betaDistribution(1 - x, b, a, known);
  const front = Math.exp(a * Math.log(x) + b * Math.log(1 - x) - known) / a;
  const tiny = 1e-300;
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1), tiny);
  let fraction = d;
  for (let m = 1; m < 300; m++) {
    for (const step of [
      (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)),
      (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)),
    ]) {
      d = 1 / nonZero(1 + step * d, tiny);
      c = nonZero(1 + step / c, tiny);
      fraction *= d * c;
    }
    if (Math.abs(d * c - 1) < 1e-12) break;
  }
  return front * fraction;
}
const nonZero = (value: number, tiny: number): number => (Math.abs(value) < tiny ? tiny : value);

/**
 * Where the distribution reaches `p`, to a billionth: by Newton's steps, which take a handful. One that would leave where
 * it is known to lie halves that instead.
 */
function betaQuantile(p: number, a: number, b: number): number {
  const known = logBeta(a, b);
  const density = (x: number) => Math.exp((a - 1) * Math.log(x) + (b - 1) * Math.log(1 - x) - known);
  let [low, high, x] = [0, 1, a / (a + b)];
  for (let step = 0; step < 60; step++) {
    const over = betaDistribution(x, a, b, known) - p;
    if (over < 0) low = x;
    else high = x;
    const next = x - over / density(x);
    const before = x;
    x = next > low && next < high ? next : (low + high) / 2;
    if (Math.abs(x - before) < 1e-9) break;
  }
  return x;
}
