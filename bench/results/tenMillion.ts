// Ten million answers, made by the database itself: units with employees who were measured round after round. What the
// product keeps beside the answers (batches, sums, counts) is what its own rules would have made of them.
import type pg from "pg";

export type Size = {
  units: number;
  employees: number /** Of each unit. */;
  rounds: number /** Of each unit. */;
  responses: number /** Of each employee in each round. */;
};
export const questions = 5;
export const answersOf = (size: Size): number =>
  size.units * size.employees * size.rounds * size.responses * questions;

/** An id that counts: kind and number. */
const id = (kind: string, number: string): string =>
  `('${kind}0000000-0000-4000-8000-' || lpad(to_hex((${number})::bigint), 12, '0'))::uuid`;
export const idOf = (kind: string, number: number): string =>
  `${kind}0000000-0000-4000-8000-${number.toString(16).padStart(12, "0")}`;

/** References to other tables cost nothing when reading, and half an hour when ten million rows are made. */
async function withoutReferences(client: pg.Client, tables: string[]): Promise<void> {
  const { rows } = await client.query(
    "select conrelid::regclass as of, conname as name from pg_constraint where contype = 'f' and conrelid::regclass::text = any($1)",
    [tables],
  );
  for (const { of, name } of rows) await client.query(`alter table ${of} drop constraint "${name}"`);
}

/** Fills an organisation that has one unit, led by somebody. Its first unit is the first of the measured ones. */
export async function fill(
  client: pg.Client,
  organisationId: string,
  firstUnit: string,
  size: Size,
): Promise<void> {
  const o = `'${organisationId}'::uuid`;
  const { units, employees, rounds, responses } = size;
  const people = units * employees;
  const pulses = units * rounds;
  const all = people * rounds * responses;
  const unitOf = (number: string) =>
    `case when ${number} = 0 then '${firstUnit}'::uuid else ${id("1", number)} end`;
  await client.query("select set_config('app.organisation_id', '*', false)");
  await client.query("set maintenance_work_mem = '512MB'");
  await withoutReferences(client, ["contact", "request", "response", "answer", "rollup", "release_batch"]);
  const steps = [
    `insert into unit (organisation_id, id, name) select ${o}, ${unitOf("n")}, 'Enhed ' || n
       from generate_series(1, ${units - 1}) n`,
    `insert into person (organisation_id, id, name, email)
       select ${o}, ${id("2", "n")}, 'Medarbejder ' || n, 'm' || n || '@nordvarme.example' from generate_series(0, ${people - 1}) n`,
    `insert into role_assignment (organisation_id, id, person_id, unit_id, role)
       select ${o}, ${id("3", "n")}, ${id("2", "n")}, ${unitOf(`n / ${employees}`)}, 'employee' from generate_series(0, ${people - 1}) n`,
    `insert into behaviour (organisation_id, id, unit_id, kind, act, decided_at)
       select ${o}, ${id("4", `n * ${questions} + q`)}, ${unitOf("n")}, 'decided', 'Vi ringer tilbage samme dag ' || q, now()
       from generate_series(0, ${units - 1}) n, generate_series(0, ${questions - 1}) q`,
    `insert into pulse (organisation_id, id, unit_id, round, title, state, lot_seed, started_at, closed_at, created_at, previous_pulse_id)
       select ${o}, ${id("5", "n")}, ${unitOf(`n / ${rounds}`)}, n % ${rounds} + 1, 'Måling ' || (n % ${rounds} + 1), 'closed', 'lot',
         now() - (${rounds} - n % ${rounds}) * interval '90 days', now() - (${rounds} - n % ${rounds}) * interval '80 days', now(),
         case when n % ${rounds} > 0 then ${id("5", "n - 1")} end
       from generate_series(0, ${pulses - 1}) n order by n`,
    `insert into question (organisation_id, id, pulse_id, position, kind, behaviour_id, text_da, text_en, previous_question_id)
       select ${o}, ${id("6", `n * ${questions} + q`)}, ${id("5", "n")}, q + 1, 'scale', ${id("4", `n / ${rounds} * ${questions} + q`)},
         'I ringede tilbage samme dag ' || q, 'You called back the same day ' || q,
         case when n % ${rounds} > 0 then ${id("6", `(n - 1) * ${questions} + q`)} end
       from generate_series(0, ${pulses - 1}) n, generate_series(0, ${questions - 1}) q order by n, q`,
    `insert into customer (organisation_id, id, email)
       select ${o}, ${id("7", "n")}, 'k' || n || '@kunder.example' from generate_series(0, ${employees * responses - 1}) n`,
    // One contact, one request and one response each: number n is of round, employee and customer.
    `create temporary table made as select n, ${id("5", `p / ${employees} * ${rounds} + r`)} as pulse_id, p, c,
         ${unitOf(`p / ${employees}`)} as unit_id, ${id("2", "p")} as person_id
       from (select n, n / ${responses * people} as r, n / ${responses} % ${people} as p, n % ${responses} as c
         from generate_series(0, ${all - 1}) n) numbers`,
    `insert into contact (organisation_id, id, pulse_id, customer_id, person_id, happened_on, state, lot)
       select ${o}, ${id("8", "n")}, pulse_id, ${id("7", `p % ${employees} * ${responses} + c`)}, person_id, current_date, 'drawn', c from made`,
    `insert into request (organisation_id, id, pulse_id, contact_id, customer_id, key_hash, locale, state, mail_id, answered_at)
       select ${o}, ${id("9", "n")}, pulse_id, ${id("8", "n")}, ${id("7", `p % ${employees} * ${responses} + c`)},
         int8send(n), 'da', 'sent', ${id("9", "n")}, now() from made`,
    `insert into release_batch (organisation_id, id, pulse_id, unit_id, scope, person_id, number, responses)
       select ${o}, gen_random_uuid(), pulse_id, unit_id, 'person', person_id, 1, count(*) from made group by pulse_id, unit_id, person_id`,
    `insert into release_batch (organisation_id, id, pulse_id, unit_id, scope, number, responses)
       select ${o}, gen_random_uuid(), pulse_id, unit_id, 'unit', 1, count(*) from made group by pulse_id, unit_id`,
    `insert into response (organisation_id, id, request_id, pulse_id, unit_id, person_id, submitted_on, comment,
         person_batch_id, unit_batch_id)
       select ${o}, ${id("a", "n")}, ${id("9", "n")}, made.pulse_id, made.unit_id, made.person_id, current_date,
         case when n % 10 = 0 then 'Jeg fik svar samme dag, og det var rart at vide, hvem der havde sagen.' else '' end,
         own.id, ours.id
       from made join release_batch own on own.pulse_id = made.pulse_id and own.person_id = made.person_id
         join release_batch ours on ours.pulse_id = made.pulse_id where ours.person_id is null order by n`,
    // Four of five in ten think well of it; one in twelve passes over.
    `insert into answer (organisation_id, response_id, question_id, score)
       select ${o}, ${id("a", "n")}, question.id,
         case when random() < 0.08 then null else 1 + floor(5 * sqrt(random()))::int end
       from made join question using (pulse_id) order by n`,
    `insert into rollup (organisation_id, pulse_id, scope, unit_id, person_id, question_id, score1, score2, score3, score4, score5, did_not_come_up)
       select ${o}, pulse_id, 'person', unit_id, person_id, question_id, ${[1, 2, 3, 4, 5].map((score) => `count(*) filter (where score = ${score})`).join(", ")},
         count(*) filter (where score is null)
       from answer join response on response.id = answer.response_id group by pulse_id, unit_id, person_id, question_id`,
    `insert into rollup (organisation_id, pulse_id, scope, unit_id, question_id, score1, score2, score3, score4, score5, did_not_come_up)
       select ${o}, pulse_id, 'unit', unit_id, question_id, sum(score1), sum(score2), sum(score3), sum(score4), sum(score5), sum(did_not_come_up)
       from rollup group by pulse_id, unit_id, question_id`,
    "drop table made",
  ];
  for (const step of steps) await client.query(step);
  await client.query("vacuum analyze");
}
