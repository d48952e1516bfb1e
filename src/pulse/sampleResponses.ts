import { createHash } from "node:crypto";
import type { Transaction } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { keyHash } from "#platform/keys.ts";
import { releaseAnswers, releaseAtClose } from "./release.store.ts";

type Five = readonly [number, number, number, number, number];
export type SamplePulse = {
  unitId: string;
  journeyId: string | null;
  previousPulseId: string | null;
  round: number;
  title: string;
  startedAt: Date;
  closedAt: Date | null;
  questions: { behaviourId: string; textDa: string; textEn: string; previousQuestionId: string | null }[];
  /** Whose contacts were asked about, how many were asked, and how many of them answered. */
  people: { personId: string; asked: number; answered: number }[];
  /** How answers to a question about somebody spread over the five points; each sums to about 1. */
  shares: (question: number, person: number) => Five;
  comments: string[];
};

/** Numbers from 0 up to 1 that follow from a word: the sample is the same wherever it is made. */
function chance(word: string): () => number {
  let count = 0;
  let bytes = Buffer.alloc(0);
  return () => {
    if (bytes.length < 4) bytes = createHash("sha256").update(`${word} ${count++}`).digest();
    const value = bytes.readUInt32BE(0) / 2 ** 32;
    bytes = bytes.subarray(4);
    return value;
  };
}

function pointOf(shares: Five, value: number): number {
  let left = value;
  const index = shares.findIndex((share) => {
    left -= share;
    return left < 0;
  });
  return index < 0 ? 5 : index + 1;
}

async function insertMany(
  tx: Transaction,
  table: "customer" | "contact" | "request" | "response" | "answer",
  rows: object[],
) {
  for (let start = 0; start < rows.length; start += 1000)
    await tx
      .insertInto(table)
      .values(rows.slice(start, start + 1000) as never)
      .execute();
}

/** A measurement that has been held, with made-up answers, released as real ones are. */
export async function fillPulse(
  tx: Transaction,
  organisationId: string,
  sample: SamplePulse,
): Promise<{ pulseId: string; questionIds: string[] }> {
  const { unitId, people, questions, startedAt, closedAt } = sample;
  const next = chance(sample.title);
  const comments = [...sample.comments];
  const pulseId = newId();
  const day = startedAt.toISOString().slice(0, 10);
  await tx
    .insertInto("pulse")
    .values({
      ...{ organisationId, id: pulseId, unitId, journeyId: sample.journeyId, round: sample.round },
      ...{
        previousPulseId: sample.previousPulseId,
        title: sample.title,
        senderName: "Nordvarme",
        lotSeed: newId(),
      },
      ...{ state: "open", startedAt, opensAt: startedAt, closesAt: closedAt },
      ...{ noticeOn: new Date(startedAt.getTime() - 45 * 86_400_000).toISOString().slice(0, 10) },
    })
    .execute();
  const questionIds = questions.map(() => newId());
  await tx
    .insertInto("question")
    .values(
      questions.map((question, position) => ({
        ...{ organisationId, id: questionIds[position]!, pulseId, position: position + 1, kind: "scale" },
        ...question,
      })),
    )
    .execute();
  const rows = { customer: [], contact: [], request: [], response: [], answer: [] } as Record<
    string,
    object[]
  >;
  for (const [index, { personId, asked, answered }] of people.entries())
    for (let number = 0; number < asked; number++) {
      const ids = { customerId: newId(), contactId: newId(), requestId: newId(), responseId: newId() };
      const email = `kunde-${ids.customerId.slice(0, 8)}@kunder.example`;
      const base = { organisationId, pulseId };
      rows.customer!.push({
        organisationId,
        id: ids.customerId,
        email,
        locale: "da",
        lastAskedAt: startedAt,
      });
      rows.contact!.push({
        ...base,
        ...{
          id: ids.contactId,
          customerId: ids.customerId,
          personId,
          happenedOn: day,
          state: "drawn",
          lot: number,
        },
      });
      const isAnswered = number < answered;
      rows.request!.push({
        ...{ ...base, id: ids.requestId, contactId: ids.contactId, customerId: ids.customerId },
        keyHash: keyHash(ids.requestId),
        ...{ locale: "da", state: "sent", mailId: newId(), askedAt: startedAt, sentAt: startedAt },
        answeredAt: isAnswered ? startedAt : null,
      });
      if (!isAnswered) continue;
      // Each comment is somebody's, once.
      const comment = next() < 0.12 ? (comments.pop() ?? "") : "";
      rows.response!.push({
        ...{
          ...base,
          id: ids.responseId,
          requestId: ids.requestId,
          unitId,
          personId,
          submittedOn: day,
          comment,
        },
      });
      for (const [place, questionId] of questionIds.entries()) {
        const score = next() < 0.08 ? null : pointOf(sample.shares(place, index), next());
        rows.answer!.push({ organisationId, responseId: ids.responseId, questionId, score });
      }
    }
  for (const table of ["customer", "contact", "request", "response", "answer"] as const)
    await insertMany(tx, table, rows[table]!);
  const personIds = people.map(({ personId }) => personId);
  await releaseAnswers(tx, organisationId, { pulseId, unitId, personIds }, startedAt);
  if (closedAt) {
    await tx
      .updateTable("pulse")
      .set({ state: "closed", closedAt })
      .where("organisationId", "=", organisationId)
      .where("id", "=", pulseId)
      .execute();
    await releaseAtClose(tx, organisationId, { pulseId, unitId }, closedAt);
  }
  return { pulseId, questionIds };
}
