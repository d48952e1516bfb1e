import { type Database, inSystem } from "#platform/database/index.ts";
import { type Outcome, type Sent, takeIn } from "./intake.store.ts";

/** So many share one commit; the others go into the next. */
const mostAtOnce = 100;

type Waiting = { sent: Sent; done: (outcome: Outcome) => void; failed: (error: unknown) => void };
export type Intake = (sent: Sent) => Promise<Outcome>;

/**
 * The one door for what customers send. What comes while a commit is under way waits for the next, and nobody is told
 * "saved" before hers is done. Where one of them makes the others fail, each is taken in for itself.
 */
export function makeIntake(db: Database): Intake {
  const waiting: Waiting[] = [];
  let isWorking = false;

  async function settle(together: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await inSystem(db, (tx) =>
        takeIn(
          tx,
          together.map(({ sent }) => sent),
        ),
      );
      for (const [index, { done }] of together.entries()) done(outcomes[index]!);
    } catch (error) {
      if (together.length === 1) together[0]!.failed(error);
      else for (const each of together) await settle([each]);
    }
  }

  async function work(): Promise<void> {
    isWorking = true;
    while (waiting.length > 0) await settle(waiting.splice(0, mostAtOnce));
    isWorking = false;
  }

  return (sent) =>
    new Promise((done, failed) => {
      waiting.push({ sent, done, failed });
      if (!isWorking) void work();
    });
}
