import { sql } from "kysely";
import { containing } from "#platform/database/containing.ts";
import type { Transaction } from "#platform/database/index.ts";
import { type Of, tierOf } from "./model/release.ts";
import { type Comment, type CommentsPage, type CommentsQuery, commentsOnAPage } from "./results.wire.ts";

/** Released, not taken out of sight, and nobody's name beside it. */
const shown = (tx: Transaction, organisationId: string, of: Of) => {
  const query = tx
    .selectFrom("response")
    .where("organisationId", "=", organisationId)
    .where("comment", "<>", "")
    .where("commentHiddenBy", "is", null)
    .where(of.scope === "person" ? "personBatchId" : "unitBatchId", "is not", null);
  return of.personId ? query.where("personId", "=", of.personId) : query;
};

/** Comments stand with the whole spread of answers, and with nothing less. */
const isFull = ({ released }: { released: number }, minimum: number) => tierOf(released, minimum) === "full";

/** The first page of each measurement's comments, and how many there are. In an order that says nothing of when they came. */
export async function firstComments(
  tx: Transaction,
  organisationId: string,
  of: Of,
  pulses: readonly { pulseId: string; released: number }[],
  minimum: number,
): Promise<Map<string, { comments: Comment[]; commentCount: number }>> {
  const ids = pulses.filter((pulse) => isFull(pulse, minimum)).map(({ pulseId }) => pulseId);
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Comment & { pulseId: string; count: number }>`
    select pulse_id, id, comment as text, comment_behaviour_id as behaviour_id, count::int from (
      select listed.*, row_number() over (partition by pulse_id order by md5(id::text)) as place,
        count(*) over (partition by pulse_id) as count
      from ${shown(tx, organisationId, of)
        .where("pulseId", "in", ids)
        .select(["pulseId", "id", "comment", "commentBehaviourId"])} listed) numbered
    where place <= ${commentsOnAPage} order by pulse_id, place`.execute(tx);
  return new Map(
    [...Map.groupBy(rows, ({ pulseId }) => pulseId)].map(([pulseId, own]) => [
      pulseId,
      {
        comments: own.map(({ id, text, behaviourId }) => ({ id, text, behaviourId })),
        commentCount: own[0]!.count,
      },
    ]),
  );
}

/** As many as anybody looks through at once. */
const mostTaken = 1000;

/** All of one measurement's comments that may be shown, for taking some of them along. */
export async function allComments(
  tx: Transaction,
  organisationId: string,
  of: Of,
  pulse: { pulseId: string; released: number },
  minimum: number,
): Promise<Comment[]> {
  if (!isFull(pulse, minimum)) return [];
  return shown(tx, organisationId, of)
    .where("pulseId", "=", pulse.pulseId)
    .select(["id", "comment as text", "commentBehaviourId as behaviourId"])
    .orderBy(sql`md5(id::text)`)
    .limit(mostTaken)
    .execute();
}

/** A page of one measurement's comments that hold the words looked for, or are about one behaviour. */
export async function findComments(
  tx: Transaction,
  organisationId: string,
  of: Of,
  pulse: { pulseId: string; released: number },
  { search, behaviourId, page }: CommentsQuery,
  minimum: number,
): Promise<CommentsPage> {
  if (!isFull(pulse, minimum)) return { comments: [], total: 0 };
  let query = shown(tx, organisationId, of).where("pulseId", "=", pulse.pulseId);
  if (search) query = query.where("comment", "ilike", containing(search));
  if (behaviourId) query = query.where("commentBehaviourId", "=", behaviourId);
  const { total } = await query.select(sql<number>`count(*)::int`.as("total")).executeTakeFirstOrThrow();
  const comments = await query
    .select(["id", "comment as text", "commentBehaviourId as behaviourId"])
    .orderBy(sql`md5(id::text)`)
    .limit(commentsOnAPage)
    .offset((page - 1) * commentsOnAPage)
    .execute();
  return { comments, total };
}
