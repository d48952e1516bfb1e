/**
 * What the product knows about a person or a customer, table by table, and what becomes of it when she is erased. The one
 * place: export and erasure follow from it, and a test fails where a table has no rule.
 */
import { type RawBuilder, sql } from "kysely";
import type { DB } from "#platform/database/index.ts";

export type Kind = "person" | "customer";
export type Who = { kind: Kind; id: string; email: string; name: string };

export type Rule = {
  /** Which rows are about her. */
  rows: (who: Who) => RawBuilder<boolean>;
  /** "delete" the row; "keep" it as it is; or what its columns become. */
  erase: "delete" | "keep" | ((who: Who) => RawBuilder<unknown>);
  /** Columns that her copy does not hold: keys, and what is about somebody else. */
  without?: string[];
  /** Hers alone: not in a copy that an administrator makes for her. */
  isPrivate?: true;
  /** Not in her copy at all. */
  isNotCopied?: true;
  /** Why, for whoever asks. */
  because: string;
};
type TableRules = { person?: Rule; customer?: Rule } | { holdsNobody: string };

const withId = (column: string) => (who: Who) => sql<boolean>`${sql.ref(column)} = ${who.id}`;
/** Nobody has this address, and it tells nothing. */
export const erasedEmail = (id: string) => `erased-${id}@erased.invalid`;
/** A name where it stands as a whole value inside JSON; what people wrote in sentences is not searched. */
const nameless = (column: string, who: Who) =>
  sql`${sql.ref(column)} = replace(replace(${sql.ref(column)}::text, to_json(${who.name}::text)::text, '"–"'),
    to_json(${who.email}::text)::text, '"–"')::jsonb`;
const mentions = (column: string, who: Who) =>
  sql<boolean>`(strpos(${sql.ref(column)}::text, to_json(${who.name}::text)::text) > 0
    or strpos(${sql.ref(column)}::text, to_json(${who.email}::text)::text) > 0)`;
const ofHerMeetings = (column: string, who: Who) =>
  sql<boolean>`${sql.ref(column)} in (select meeting_id from participant where person_id = ${who.id})`;

const mail: Rule = {
  rows: ({ email }) => sql`lower(to_email) = ${email}`,
  erase: "delete",
  without: ["content"],
  because: "A mail is delivered; its copy here serves nobody else. Its text may hold a personal link.",
};
/** What a customer has answered. */
const answersOf = ({ id }: Who) =>
  sql`select response.id from response
    join request on request.organisation_id = response.organisation_id and request.id = response.request_id
    where request.customer_id = ${id}`;
/** Statements that were taken from a customer's answer, and what later rounds took over from those. */
const takenFrom = (who: Who) =>
  sql<boolean>`id in (with recursive taken as (
    select s.id from statement s where s.origin = 'pulse' and s.origin_id in (${answersOf(who)})
    union select s.id from statement s join taken on s.origin_id = taken.id where s.origin = 'inherited')
    select id from taken)`;
/** Her answers' words as they stood on a day when results were frozen: that she may have changed them since is no matter. */
const frozenWords: Rule = {
  rows: (who) =>
    sql<boolean>`exists (${answersOf(who)}) and exists (
      select from jsonb_path_query(results, '$.pulses[*].comments[*].id') as comment (id)
      where (comment.id #>> '{}')::uuid in (${answersOf(who)}))`,
  erase: (who) =>
    sql`results = jsonb_set(results, '{pulses}', (
      select jsonb_agg(jsonb_set(pulse, '{comments}', (
          select coalesce(jsonb_agg(comment order by place), '[]')
          from jsonb_array_elements(pulse -> 'comments') with ordinality as comments (comment, place)
          where (comment ->> 'id')::uuid not in (${answersOf(who)}))) order by turn)
      from jsonb_array_elements(results -> 'pulses') with ordinality as pulses (pulse, turn)))`,
  isNotCopied: true,
  because: "What she wrote goes wherever it was shown; figures and what others wrote stand as they stood.",
};
const pointer = "Only points to whoever made it, by an id that leads to nobody any more.";

const figures: Rule = {
  rows: withId("person_id"),
  erase: "keep",
  isNotCopied: true,
  because:
    "Frozen counts that the unit's figures rest on. She reads them on her page, by the rules of few answers.",
};

export const rules: Record<keyof DB, TableRules> = {
  person: {
    person: {
      rows: withId("id"),
      erase: ({ id }) =>
        sql`name = '–', email = ${erasedEmail(id)}, user_id = null, archived_at = coalesce(archived_at, now()), version = version + 1`,
      without: ["user_id"],
      because: "What she took part in keeps an author without a name. Her account and sessions are deleted.",
    },
  },
  roleAssignment: {
    person: { rows: withId("person_id"), erase: "delete", because: "Nobody holds a role who is not here." },
  },
  journeyReminder: {
    person: { rows: withId("person_id"), erase: "delete", because: "Nobody is there to be reminded." },
  },
  accessToken: {
    person: {
      rows: withId("person_id"),
      erase: "delete",
      without: ["token_hash"],
      because: "A program asks in the name of somebody who is here.",
    },
  },
  auditEntry: {
    person: {
      rows: ({ id }) => sql`(person_id = ${id} or about_person_id = ${id})`,
      erase: "keep",
      because: "Who read what must stay provable; it holds ids, and hers leads to nobody any more.",
    },
  },
  mail: { person: mail, customer: mail },
  action: {
    person: {
      rows: withId("owner_person_id"),
      erase: () => sql`owner_person_id = null, owner_name = '–', version = version + 1`,
      because: "What a unit agreed stays agreed, by nobody in particular.",
    },
    customer: {
      rows: (who) => sql`origin_kind = 'callBack' and origin_id in (${answersOf(who)})`,
      erase: "delete",
      because: "Calling her back needs her address.",
    },
  },
  participant: {
    person: {
      rows: withId("person_id"),
      erase: () =>
        sql`name = '–', email = 'erased-' || id || '@erased.invalid', key_hash = sha256(gen_random_uuid()::text::bytea)`,
      without: ["key_hash"],
      because: "A meeting keeps how many there were. Her link stops working.",
    },
  },
  withdrawnParticipant: {
    person: {
      rows: withId("person_id"),
      erase: "delete",
      because: "Only for telling her that she is not invited.",
    },
  },
  meeting: {
    person: {
      rows: (who) => sql`${ofHerMeetings("id", who)} and ${mentions("sent", who)}`,
      erase: (who) => nameless("sent", who),
      isNotCopied: true,
      because: "What the invitation said stays, but for her name and address.",
    },
  },
  meetingEvent: {
    person: {
      rows: (who) => sql`${ofHerMeetings("meeting_id", who)} and ${mentions("events", who)}`,
      erase: (who) => nameless("events", who),
      isNotCopied: true,
      because: "What the meeting wrote is the unit's; her name is taken out of it.",
    },
  },
  seat: { holdsNobody: "A phone in the room; who it is stands in participant." },
  wallPhoto: {
    holdsNobody:
      "Paper photographed in a meeting, without what a camera writes beside it. Whoever leads takes down what shows somebody; it goes with its meeting.",
  },
  roundDone: {
    holdsNobody: "Which phones are done with a round; who it is stands in participant.",
  },
  draft: {
    person: {
      rows: ({ id }) =>
        sql`owner in (select ${id}::text union select seat.id::text from seat join participant
          on participant.organisation_id = seat.organisation_id and participant.id = seat.participant_id
          where participant.person_id = ${id})`,
      erase: "delete",
      isPrivate: true,
      because: "Written by her and handed in to nobody.",
    },
  },
  behaviour: {
    person: {
      rows: (who) => mentions("evidence", who),
      erase: (who) => nameless("evidence", who),
      isNotCopied: true,
      because: "What a unit decided stays; who was there is counted without her name.",
    },
  },
  oneToOneSeries: {
    person: {
      rows: withId("employee_id"),
      erase: "delete",
      isPrivate: true,
      because: "What was said between two people about her work goes with her, all talks of the series.",
    },
  },
  // It goes with its series, and is called off in calendars before it does.
  oneToOne: { customer: frozenWords },
  oneToOnePreparation: {
    person: {
      rows: withId("person_id"),
      erase: "delete",
      without: ["sealed"],
      isPrivate: true,
      because: "Her own preparation. She reads it in the talk; it is sealed here.",
    },
  },
  contact: {
    person: {
      rows: withId("person_id"),
      erase: "keep",
      isNotCopied: true,
      because: "A customer's dealings with the unit, counted; the id leads to nobody any more.",
    },
    customer: {
      rows: withId("customer_id"),
      erase: () => sql`occasion = id::text, reference = null, received = null, consent = ''`,
      without: ["person_id", "received"],
      because: "How many were asked stays countable; occasion and customer are gone.",
    },
  },
  customer: {
    customer: {
      rows: withId("id"),
      erase: ({ id }) =>
        sql`name = '', email = ${erasedEmail(id)}, locale = null, opted_out_at = coalesce(opted_out_at, now())`,
      because: "Nothing but an id stays, which is never asked again.",
    },
  },
  card: {
    person: {
      rows: withId("person_id"),
      erase: () =>
        sql`key_hash = sha256(gen_random_uuid()::text::bytea), ended_at = coalesce(ended_at, now())`,
      without: ["key_hash"],
      because: "Her cards say what a closed one says; how many answered by them stays countable.",
    },
  },
  cardMark: {
    holdsNobody:
      "Hashes of numbers drawn by lot, beside no answer and no card; gone when the measurement is closed.",
  },
  customerImport: { holdsNobody: "Tells of a file; its rows are below." },
  customerImportRow: {
    person: {
      rows: ({ email }) => sql`strpos(lower(cells::text), to_json(${email}::text)::text) > 0`,
      erase: () => sql`cells = '[]', remarks = '[]'`,
      isNotCopied: true,
      because: "Rows that name her lose their cells. They hold customers' data and are not copied to her.",
    },
    customer: {
      rows: ({ email }) => sql`strpos(lower(cells::text), to_json(${email}::text)::text) > 0`,
      erase: () => sql`cells = '[]', remarks = '[]'`,
      because: "The row she came by loses its cells.",
    },
  },
  request: {
    customer: {
      rows: withId("customer_id"),
      erase: () => sql`key_hash = sha256(gen_random_uuid()::text::bytea)`,
      without: ["key_hash"],
      because: "That somebody was asked stays countable; her link stops working.",
    },
  },
  slide: {
    customer: {
      rows: (who) => sql`statement_id in (select id from statement where ${takenFrom(who)})`,
      erase: "delete",
      isNotCopied: true,
      because:
        "It shows what she wrote, as the statement does. Everything else on slides is made from the meeting's plan.",
    },
  },
  statement: {
    customer: {
      rows: takenFrom,
      erase: "delete",
      without: [
        ...[
          "created_by",
          "origin",
          "origin_id",
          "rank",
          "channel",
          "channel_note",
          "position",
          "archived_at",
          "theme_id",
        ],
        ...["journey_id", "version"],
      ],
      because:
        "Taken from what she wrote in a measurement. What a leader typed, with a source in her own words, she edits herself.",
    },
  },
  response: {
    person: {
      rows: withId("person_id"),
      erase: "keep",
      isNotCopied: true,
      because: "The unit's figures rest on it. Nobody can open results of a person who has no unit.",
    },
    customer: {
      rows: ({ id }) => sql`request_id in (select id from request where customer_id = ${id})`,
      erase: () =>
        sql`request_id = null, comment = '', comment_hidden_words = '{}', wants_contact = false, contact_detail = '',
          version = version + 1`,
      without: [
        "comment",
        "comment_hidden_words",
        "person_id",
        "person_batch_id",
        "unit_batch_id",
        "counted_questions",
        "is_counted",
      ],
      because: "Her words and the way back to her go; the marks stay in the figures, as nobody's.",
    },
  },
  answer: {
    customer: {
      rows: ({ id }) =>
        sql`response_id in (select response.id from response join request
          on request.organisation_id = response.organisation_id and request.id = response.request_id
          where request.customer_id = ${id})`,
      erase: "keep",
      isNotCopied: true,
      because:
        "Nobody is found by them once the response has lost its request. She sees them on her own page; through a copy, an administrator would see results that are not hers to see.",
    },
  },
  releaseBatch: { person: figures },
  rollup: { person: figures },
  resultRemark: {
    person: {
      rows: withId("person_id"),
      erase: "delete",
      isPrivate: true,
      because: "What she said about her own answers.",
    },
  },
  resultSeen: {
    person: {
      rows: withId("person_id"),
      erase: "delete",
      isPrivate: true,
      because: "When she first saw her own results.",
    },
  },
  journey: { holdsNobody: pointer },
  journeyStep: { holdsNobody: "Free text of the unit; the leader corrects what names somebody." },
  pulse: { holdsNobody: pointer },
  // The unit's own notes are the leader's to correct where they name somebody.
  reviewMeeting: { customer: frozenWords },
  agendaItem: { holdsNobody: "A plan." },
  behaviourFacet: { holdsNobody: "Part of a behaviour." },
  behaviourSource: { holdsNobody: "Part of a behaviour." },
  guide: { holdsNobody: pointer },
  guideDraft: { holdsNobody: pointer },
  organisation: { holdsNobody: "Settings." },
  organisationLook: { holdsNobody: "A colour and a logo." },
  question: { holdsNobody: "Asks about a behaviour." },
  retentionRun: { holdsNobody: "Counts of what was deleted." },
  reviewDecision: { holdsNobody: "A unit's decision." },
  statementValue: { holdsNobody: "Ties a statement to a value." },
  theme: { holdsNobody: "A name for what several customers say." },
  unit: { holdsNobody: "A unit's name." },
  webhook: { holdsNobody: "A system's address." },
  webhookDelivery: { holdsNobody: "Tells ids only; kept for a month." },
  value: { holdsNobody: "The value basis." },
  valueBasis: { holdsNobody: "The value basis." },
};
