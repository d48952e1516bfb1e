// Customers' responses, a form post of five answers each, 64 at a time, as the product takes them in over http; beside it
// the same rows (the response, its answers, the mark that the request is answered) written by bare pg over 64 connections
// with one commit for each. Both write into the same database on the same disk, in turn.
import { Agent, request } from "node:http";
import pg from "pg";
import { newId } from "#platform/id.ts";
import { requestKey } from "#pulse/keys.ts";
import { employees, idOf, type Prepared, questions } from "./intake/prepared.ts";
import { alone } from "./live/processes.ts";
import { type Measure, median, rounded } from "./measure.ts";

const atOnce = 64;
const each = Number(process.env.EACH ?? 4000);
const rounds = Number(process.env.ROUNDS ?? 3);
const warmUp = Number(process.env.WARM ?? 1000);
/** All customers of one unit, and of many. */
const sizes = [1, 25];

/** Begun anew each time: a connection that has lain idle may have been closed. */
type Work = { begin: () => { work: (number: number) => Promise<void>; end: () => void } };

/** Does the work for these numbers, so many at a time; gives back how many a second. */
async function perSecond(from: number, count: number, { begin }: Work) {
  const { work, end } = begin();
  let next = from;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (next < from + count) await work(next++);
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  end();
  return count / seconds;
}

const scoreOf = (number: number, question: number): number => 1 + ((number * 7 + question * 3) % 5);

function customers({ port, secret }: Prepared, agent: Agent) {
  return (number: number): Promise<void> =>
    new Promise((done, failed) => {
      const body = `lang=da&${Array.from({ length: questions }, (_, at) => `q${at + 1}=${scoreOf(number, at)}`).join("&")}&comment=&detail=`;
      const sent = request(
        {
          ...{
            agent,
            port,
            host: "127.0.0.1",
            method: "POST",
            path: `/s/${requestKey(secret, idOf("9", number))}`,
          },
          headers: {
            "content-type": "application/x-www-form-urlencoded",
            "content-length": Buffer.byteLength(body),
          },
        },
        (answer) => {
          answer.resume();
          answer.on("end", () =>
            answer.statusCode === 303
              ? done()
              : failed(new Error(`${number}: answered ${answer.statusCode}`)),
          );
        },
      );
      sent.on("error", failed);
      sent.end(body);
    });
}

function bare(pool: pg.Pool, organisationId: string, pulses: number) {
  return async (number: number): Promise<void> => {
    const client = await pool.connect();
    const id = newId();
    const pulse = number % pulses;
    try {
      await client.query("begin");
      await client.query({
        name: "response",
        text: `insert into response (organisation_id, id, request_id, pulse_id, unit_id, person_id, submitted_on)
          values ($1, $2, $3, $4, $5, $6, current_date)`,
        values: [
          ...[organisationId, id, idOf("9", number), idOf("5", pulse), idOf("1", pulse)],
          idOf("2", pulse * employees + (Math.floor(number / pulses) % employees)),
        ],
      });
      await client.query({
        name: "answers",
        text: `insert into answer (organisation_id, response_id, question_id, score)
          select $1, $2, question, score from unnest($3::uuid[], $4::smallint[]) as row(question, score)`,
        values: [
          organisationId,
          id,
          Array.from({ length: questions }, (_, at) => idOf("6", pulse * questions + at)),
          Array.from({ length: questions }, (_, at) => scoreOf(number, at)),
        ],
      });
      await client.query({
        name: "answered",
        text: "update request set answered_at = now() where organisation_id = $1 and id = $2",
        values: [organisationId, idOf("9", number)],
      });
      await client.query("commit");
    } finally {
      client.release();
    }
  };
}

async function measured(pulses: number): Promise<Measure> {
  const all = 2 * (warmUp + rounds * each);
  return alone(["../intake/product.ts", String(pulses), String(all)], async (_, ready) => {
    const prepared = ready as unknown as Prepared;
    const { databaseUrl, organisationId } = prepared;
    const pool = new pg.Pool({
      ...{ connectionString: databaseUrl, max: atOnce },
      options: "-c app.organisation_id=*",
    });
    // The database is stopped with the product: a connection that is still closing says so.
    pool.on("error", () => undefined);
    pool.on("connect", (client) => client.on("error", () => undefined));
    try {
      const works = {
        ours: {
          begin: () => {
            const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
            return { work: customers(prepared, agent), end: () => agent.destroy() };
          },
        },
        bare: { begin: () => ({ work: bare(pool, organisationId, pulses), end: () => undefined }) },
      };
      const speeds: Record<keyof typeof works, number[]> = { ours: [], bare: [] };
      let next = 0;
      for (const work of [works.ours, works.bare]) {
        await perSecond(next, warmUp, work);
        next += warmUp;
      }
      // As the database does by itself, a minute after rows begin to come: until then both look through tables row by row,
      // because they were empty when the plans were made.
      await pool.query("analyze");
      for (let round = 0; round < rounds; round++)
        for (const who of ["bare", "ours"] as const) {
          speeds[who].push(await perSecond(next, each, works[who]));
          next += each;
        }
      const { rows } = await pool.query(
        "select count(*)::int as responses, (select count(*)::int from answer) as answers from response",
      );
      const [written] = rows;
      if (written.responses !== next || written.answers !== next * questions)
        throw new Error(
          `of ${next} responses ${written.responses} were written, with ${written.answers} answers`,
        );
      const [value, beside] = [median(speeds.ours), median(speeds.bare)];
      return {
        ...{
          what: `responses a second, ${pulses === 1 ? "one unit" : `${pulses} units`}`,
          unit: "responses/s",
        },
        ...{ value: rounded(value, 0), beside: rounded(beside, 0), ratio: rounded(value / beside) },
        ...{ must: "≥ 0.7 × bare", holds: value >= 0.7 * beside },
        sizes: {
          pulses,
          employees: pulses * employees,
          atOnce,
          responses: rounds * each,
          answersEach: questions,
        },
      };
    } finally {
      await pool.end();
    }
  });
}

export async function run(): Promise<Measure[]> {
  const all: Measure[] = [];
  for (const pulses of sizes) all.push(await measured(pulses));
  return all;
}
