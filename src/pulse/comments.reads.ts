import { sql } from "kysely";
import { containing } from "#platform/database/containing.ts";
import type { Transaction } from "#platform/database/index.ts";
import { kept } from "#platform/database/kept.ts";
import { type Of, tierOf } from "./model/release.ts";
import {
  type Comment,
  type CommentsPage,
  type CommentsQuery,
  commentsOnAPage,
  type Results,
} from "./results.wire.ts";
import { openResponses } from "./spread.reads.ts";

/** Released, not taken out of sight, and nobody's name beside it; nobody's who would be known by taking the others away. */
async function shown(tx: Transaction, organisationId: string, of: Of, pulseIds: string[], minimum: number) {
  const query = tx
    .selectFrom("response")
    .where("organisationId", "=", organisationId)
    .where(sql<boolean>`pulse_id = any(${pulseIds}::uuid[])`)
    .where(sql<boolean>`comment <> ''`)
    .where("commentHiddenBy", "is", null)
    .where(of.scope === "person" ? "personBatchId" : "unitBatchId", "is not", null);
  if (of.personId) return query.where("personId", "=", of.personId);
  return query.where(await openResponses(tx, organisationId, pulseIds, minimum));
}

/** As it may be read: without the words that were covered, which are not found by a search either. Most have none. */
const readable = sql<string>`case when comment_hidden_words = '{}' then comment
  else covered(comment, comment_hidden_words) end`;
const read = [
  "id" as const,
  readable.as("text"),
  "commentBehaviourId as behaviourId" as const,
  sql<boolean>`comment_hidden_words <> '{}'`.as("isCovered"),
] as const;

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
  const query = await shown(tx, organisationId, of, ids, minimum);
  const listed = query.select(["pulseId", "id", "comment", "commentBehaviourId", "commentHiddenWords"]);
  const { rows } = await sql<
    Comment & { pulseId: string; count: number }
  >`select ${kept} pulse_id, id, ${readable} as text, comment_behaviour_id as behaviour_id,
      comment_hidden_words <> '{}' as is_covered, count::int from (
      select listed.*, row_number() over (partition by pulse_id order by md5(id::text)) as place,
        count(*) over (partition by pulse_id) as count
      from ${listed} listed) numbered
    where place <= ${commentsOnAPage} order by pulse_id, place`.execute(tx);
  return new Map(
    [...Map.groupBy(rows, ({ pulseId }) => pulseId)].map(([pulseId, own]) => [
      pulseId,
      {
        comments: own.map(({ pulseId: _, count: __, ...comment }) => comment),
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
  const query = await shown(tx, organisationId, of, [pulse.pulseId], minimum);
  return query.select(read).orderBy(sql`md5(id::text)`).limit(mostTaken).execute();
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
  let query = await shown(tx, organisationId, of, [pulse.pulseId], minimum);
  if (search) query = query.where(readable, "ilike", containing(search));
  if (behaviourId) query = query.where("commentBehaviourId", "=", behaviourId);
  const { total } = await query.select(sql<number>`count(*)::int`.as("total")).executeTakeFirstOrThrow();
  const comments = await query
    .select(read)
    .orderBy(sql`md5(id::text)`)
    .limit(commentsOnAPage)
    .offset((page - 1) * commentsOnAPage)
    .execute();
  return { comments, total };
}

/** What was frozen on a day, without what has been taken out of sight or erased since: that holds wherever a comment stands. */
export async function withoutHidden<Frozen extends Pick<Results, "pulses">>(
  tx: Transaction,
  organisationId: string,
  frozen: Frozen,
): Promise<Frozen> {
  const comments = frozen.pulses.flatMap((pulse) => pulse.comments);
  if (comments.length === 0) return frozen;
  const { rows } = await sql<{ id: string; text: string | null }>`
    select response.id, case when comment_hidden_by is null and comment <> ''
      then covered(frozen.text, comment_hidden_words) end as text
    from jsonb_to_recordset(${JSON.stringify(comments)}::jsonb) as frozen (id uuid, text text)
      join response on response.organisation_id = ${organisationId} and response.id = frozen.id
    where comment_hidden_by is not null or comment_hidden_words <> '{}' or comment = ''`.execute(tx);
  if (rows.length === 0) return frozen;
  const now = new Map(rows.map(({ id, text }) => [id, text]));
  const pulses = frozen.pulses.map((pulse) => ({
    ...pulse,
    comments: pulse.comments.flatMap((comment) => {
      const text = now.get(comment.id);
      return text === null ? [] : [text === undefined ? comment : { ...comment, text, isCovered: true }];
    }),
  }));
  return { ...frozen, pulses };
}
