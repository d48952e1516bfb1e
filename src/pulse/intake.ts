import { type Database, inSystem } from "#platform/database/index.ts";
import { type KnownQuestions, type Outcome, type Sent, takeIn } from "./intake.store.ts";

/** So many share one commit. */
const mostAtOnce = 100;
/** So many commits are under way at once: the database has more than one processor, and a disk that is waited for. */
const lanes = 3;
/** Questions of so many measurements are remembered; then they are read anew. */
const mostKnown = 1000;

type Waiting = { sent: Sent; done: (outcome: Outcome) => void; failed: (error: unknown) => void };
export type Intake = (sent: Sent) => Promise<Outcome>;

/**
 * The one door for what customers send. What comes while commits are under way waits for the next, and nobody is told
 * "saved" before hers is done. Where one of them makes the others fail, each is taken in for itself.
 */
export function makeIntake(db: Database): Intake {
  const waiting: Waiting[] = [];
  const known: KnownQuestions = new Map();
  let working = 0;

  async function settle(together: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await inSystem(db, (tx) =>
        takeIn(
          tx,
          together.map(({ sent }) => sent),
          known,
        ),
      );
      for (const [index, { done }] of together.entries()) done(outcomes[index]!);
    } catch (error) {
      if (together.length === 1) together[0]!.failed(error);
      else for (const each of together) await settle([each]);
    }
  }

  async function work(): Promise<void> {
    working += 1;
    while (waiting.length > 0) {
      if (known.size > mostKnown) known.clear();
      await settle(waiting.splice(0, mostAtOnce));
    }
    working -= 1;
  }

  return (sent) =>
    new Promise((done, failed) => {
      waiting.push({ sent, done, failed });
      if (working < lanes) void work();
    });
}
