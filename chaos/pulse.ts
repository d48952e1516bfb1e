// The server is killed while it sends mails through a real SMTP server and while customers answer: nobody gets a mail
// twice, who got none is listed as in doubt, and an answer that was acknowledged is there, once.
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { startThrowaway } from "#platform/database/embedded.ts";
import { inSystem, makeDatabase } from "#platform/database/index.ts";
import { makePool } from "#platform/database/pool.ts";
import { makeChance } from "./chance.ts";
import { buildServer, makeServer } from "./product/server.ts";
import { leaderOf } from "./pulse/leader.ts";
import { type Came, postOffice } from "./pulse/postOffice.ts";
import type { Report } from "./report.ts";

const kills = Number(process.env.KILLS ?? 50);
/** So many that mails are under way at every kill. */
const customers = Number(process.env.CUSTOMERS ?? kills * 60);

/** A customer with her link: what she pressed send with last, and what she was told is saved. */
type Customer = { link: string; pressed: string[]; told: string | null };

export async function run(seed: number): Promise<Report> {
  const chance = makeChance(seed);
  const embedded = await startThrowaway({
    settings: { fsync: "on", synchronous_commit: "on", full_page_writes: "on" },
  });
  const pool = makePool(embedded.url, () => undefined, 4);
  const db = makeDatabase(pool);
  const came: Came[] = [];
  const answering: Promise<void>[] = [];
  const everybody: Customer[] = [];
  const count = { acknowledged: 0, unanswered: 0 };
  let isOver = false;
  const office = await postOffice(chance.branch(), (mail) => {
    came.push(mail);
    if (mail.link && chance.happens(0.6)) answering.push(answers(mail.link));
  });
  await buildServer();
  const server = await makeServer({
    ...{ DATABASE_URL: embedded.url, SECRET: "a secret for killing, 32 characters or more" },
    ...{ SMTP_URL: office.url, MAIL_FROM: "udlev@nordvarme.example" },
  });

  /** Opens the link and answers, sometimes twice; presses again, with the same, until she is told that it is saved. */
  async function answers(link: string): Promise<void> {
    const customer: Customer = { link, pressed: [], told: null };
    everybody.push(customer);
    const own = chance.branch();
    for (let times = own.happens(0.3) ? 2 : 1; times > 0; times--) {
      await pause(own.between(0, 1500));
      const scores = `${own.whole(1, 5)},${own.whole(0, 5)}`;
      const [first, second] = scores.split(",");
      const body = new URLSearchParams({ q1: first!, q2: second!, lang: "da" });
      customer.pressed.push(scores);
      while (!isOver) {
        const status = await fetch(`${server.url}${link}`, {
          method: "POST",
          body,
          redirect: "manual",
        }).then(
          (answer) => answer.status,
          () => 0,
        );
        if (status === 303) {
          count.acknowledged++;
          customer.told = scores;
          break;
        }
        if (status !== 0) throw new Error(`${link} answered ${status}`);
        count.unanswered++;
        await pause(own.between(100, 600));
      }
    }
  }

  try {
    await server.start();
    const leader = await leaderOf(server.url, db);
    const pulseId = await leader.begin(customers);
    for (let kill = 1; kill <= kills; kill++) {
      const [mails, told] = [came.length, count.acknowledged];
      const [moreMails, moreAnswers] = [chance.whole(5, 60), chance.whole(5, 40)];
      const patience = performance.now() + 20_000;
      while (came.length < mails + moreMails && count.acknowledged < told + moreAnswers) {
        if (performance.now() > patience) break;
        await pause(5);
      }
      await pause(chance.between(0, 50));
      await server.end("SIGKILL");
      if (kill % 10 === 0)
        console.log(`  killed ${kill} times, ${came.length} mails, ${count.acknowledged} answers`);
      await server.start();
    }
    await pause(0);
    for (;;) {
      const { toAsk, requests } = await leader.progressOf(pulseId);
      if (toAsk + requests.queued + requests.sending + requests.failed === 0) break;
      await pause(200);
    }
    await Promise.all(answering);
    return await compared(pulseId);
  } finally {
    isOver = true;
    await server.end("SIGTERM");
    await office.close();
    await db.destroy();
    await embedded.stop();
  }

  async function compared(pulseId: string): Promise<Report> {
    const requests = await inSystem(db, (tx) =>
      sql<{ email: string; state: string }>`select customer.email, mail.state from request
        join customer on customer.id = request.customer_id join mail on mail.id = request.mail_id
        where request.pulse_id = ${pulseId}`.execute(tx),
    );
    const responses = await inSystem(db, (tx) =>
      sql<{
        email: string;
        scores: string;
      }>`select customer.email, (select string_agg(coalesce(score, 0)::text, ','
          order by question.position) from answer join question on question.id = answer.question_id
          where answer.response_id = response.id) as scores
        from response join request on request.id = response.request_id
          join customer on customer.id = request.customer_id where response.pulse_id = ${pulseId}`.execute(
        tx,
      ),
    );
    const timesCame = new Map<string, number>();
    for (const { to } of came) timesCame.set(to, (timesCame.get(to) ?? 0) + 1);
    const emailOf = new Map(came.map(({ link, to }) => [link, to]));
    const stored = Map.groupBy(responses.rows, ({ email }) => email);
    const isMissing = ({ email }: { email: string }) => !timesCame.has(email);
    const inDoubt = requests.rows.filter(({ state }) => state === "inDoubt");
    const wrong = everybody.flatMap(({ link, pressed, told }) => {
      const found = stored.get(emailOf.get(link) ?? "") ?? [];
      if (told === null) return found.length > 1 ? [`${link}: ${found.length} answers`] : [];
      if (found.length !== 1) return [`${link}: was told, and there are ${found.length}`];
      return found[0]!.scores === pressed.at(-1)
        ? []
        : [`${link}: ${found[0]!.scores} in place of ${pressed.at(-1)}`];
    });
    return {
      tried: {
        kills,
        customers,
        "mails that came": came.length,
        "listed as in doubt": inDoubt.length,
        "in doubt and never came": inDoubt.filter(isMissing).length,
        "answers acknowledged": count.acknowledged,
        "sends without an answer, sent again": count.unanswered,
        "responses stored": responses.rows.length,
      },
      lost: [
        {
          what: "got a mail twice",
          examples: [...timesCame].flatMap(([to, times]) => (times > 1 ? [to] : [])),
        },
        {
          what: "never came and is not in doubt",
          examples: requests.rows
            .filter((row) => isMissing(row) && row.state !== "inDoubt")
            .map(({ email, state }) => `${email}: ${state}`),
        },
        {
          what: "drawn and never asked",
          examples: Array.from({ length: Math.max(0, customers - requests.rows.length) }, () => "a contact"),
        },
        { what: "an answer lost, counted twice or not the last one", examples: wrong },
        {
          what: "an answer of nobody's",
          examples: responses.rows.flatMap(({ email }) =>
            everybody.some(({ link }) => emailOf.get(link) === email) ? [] : [email],
          ),
        },
      ],
    };
  }
}
