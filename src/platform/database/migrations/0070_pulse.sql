-- The measuring tool: what customers are asked, whom, their answers, and what of it has been released to be seen.

create table pulse (
  organisation_id uuid not null references organisation on delete cascade,
  id uuid not null,
  unit_id uuid not null,
  journey_id uuid,
  meeting_id uuid,
  -- The pulse of the round before: only questions that were not reworded are compared with it.
  previous_pulse_id uuid,
  round int not null default 1 check (round >= 1),
  title text not null check (length(title) between 1 and 200),
  -- draft: nothing has left · open: mails leave and answers come · paused: no mail leaves, answers come · closed
  state text not null default 'draft' check (state in ('draft', 'open', 'paused', 'closed')),
  -- No mail leaves before the one, no answer is taken after the other.
  opens_at timestamptz,
  closes_at timestamptz,
  daily_ceiling int not null default 200 check (daily_ceiling between 1 and 100000),
  -- When mails may leave, in the unit's time zone; ISO weekdays, 1 is Monday.
  send_from time not null default '08:00',
  send_until time not null default '18:00',
  send_weekdays int[] not null default '{1,2,3,4,5}',
  -- null: nobody is reminded.
  reminder_after_days int default 7 check (reminder_after_days between 1 and 60),
  -- At most so many of each employee's contacts are drawn; null: all that may be asked.
  contacts_per_employee int check (contacts_per_employee >= 1),
  -- Decides the lot, so that a draw can be gone through afterwards.
  lot_seed text not null,
  -- Who asks and why, as the customer reads it.
  sender_name text not null default '',
  intro_da text not null default '',
  intro_en text not null default '',
  -- Employees are told before individuals are measured: when, what, who else; and who stands for it.
  notice_on date,
  notice_text text not null default '',
  notice_told text not null default '',
  representative_told_on date,
  notice_confirmed_by uuid,
  notice_confirmed_at timestamptz,
  -- She was told that the notice period had not run, and began all the same.
  notice_short_days int,
  tested_at timestamptz,
  started_by uuid,
  started_at timestamptz,
  closed_at timestamptz,
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  primary key (organisation_id, id),
  foreign key (organisation_id, unit_id) references unit (organisation_id, id) on delete cascade,
  foreign key (organisation_id, journey_id) references journey (organisation_id, id) on delete cascade,
  foreign key (organisation_id, meeting_id) references meeting (organisation_id, id) on delete set null (meeting_id),
  foreign key (organisation_id, previous_pulse_id) references pulse (organisation_id, id)
    on delete set null (previous_pulse_id)
);
create index pulse_by_unit on pulse (organisation_id, unit_id, created_at desc);
create index pulse_by_journey on pulse (organisation_id, journey_id);
create index pulse_under_way on pulse (state) where state in ('open', 'paused');
call protect('pulse');

create table question (
  organisation_id uuid not null,
  id uuid not null,
  pulse_id uuid not null,
  position int not null,
  kind text not null check (kind in ('scale', 'open')),
  behaviour_id uuid,
  -- The behaviour as it was worded when the question was made of it.
  behaviour_version int,
  -- The same question of the round before; null where it is new or its wording was changed.
  previous_question_id uuid,
  -- A language that is left empty is not offered to customers.
  text_da text not null default '' check (length(text_da) <= 500),
  text_en text not null default '' check (length(text_en) <= 500),
  primary key (organisation_id, id),
  foreign key (organisation_id, pulse_id) references pulse (organisation_id, id) on delete cascade,
  foreign key (organisation_id, behaviour_id) references behaviour (organisation_id, id),
  foreign key (organisation_id, previous_question_id) references question (organisation_id, id)
    on delete set null (previous_question_id),
  check (kind = 'open' or behaviour_id is not null)
);
create index question_by_pulse on question (organisation_id, pulse_id, position);
create index question_by_behaviour on question (organisation_id, behaviour_id);
call protect('question');

-- A customer of the organisation, whichever unit meets her: that is why a rest and a no hold everywhere.
create table customer (
  organisation_id uuid not null references organisation on delete cascade,
  id uuid not null,
  email text not null check (email = lower(email) and length(email) between 3 and 320),
  name text not null default '' check (length(name) <= 200),
  -- null: not known; then the organisation's.
  locale text check (locale in ('da', 'en')),
  -- For good: never asked again by anybody.
  opted_out_at timestamptz,
  -- The receiving server said that there is no such address.
  bounced_at timestamptz,
  last_asked_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (organisation_id, id),
  unique (organisation_id, email)
);
call protect('customer');

create table customer_import (
  organisation_id uuid not null,
  id uuid not null,
  pulse_id uuid not null,
  file_name text not null,
  encoding text not null,
  delimiter text,
  -- The file's columns, and which of them is what: { "email": 1, "employee": 2, … } by index.
  columns jsonb not null,
  mapping jsonb not null,
  -- On what ground these customers may be asked, in the leader's words.
  legal_basis text not null default '',
  rows_read int not null,
  rows_taken int not null,
  rows_refused int not null,
  created_by uuid,
  created_at timestamptz not null default now(),
  primary key (organisation_id, id),
  foreign key (organisation_id, pulse_id) references pulse (organisation_id, id) on delete cascade
);
create index customer_import_by_pulse on customer_import (organisation_id, pulse_id, created_at desc);
call protect('customer_import');

-- The report: every row about which there is something to say, taken or not, with its cells as they stood in the file.
create table customer_import_row (
  organisation_id uuid not null,
  import_id uuid not null,
  row_number int not null,
  is_taken boolean not null,
  -- [{ "code": "badDate", "values": { … } }]
  remarks jsonb not null,
  cells jsonb not null,
  primary key (organisation_id, import_id, row_number),
  foreign key (organisation_id, import_id) references customer_import (organisation_id, id) on delete cascade
);
call protect('customer_import_row');

-- A contact is employee × customer × occasion. Which ones are asked is drawn by lot from all.
create table contact (
  organisation_id uuid not null,
  id uuid not null,
  pulse_id uuid not null,
  customer_id uuid not null,
  -- The employee whose contact it was.
  person_id uuid not null,
  happened_on date,
  occasion text not null default '' check (length(occasion) <= 200),
  origin text not null default 'imported' check (origin in ('imported', 'typed', 'api', 'card')),
  import_id uuid,
  row_number int,
  -- waiting: not drawn yet · drawn: asked, or next in turn · heldBack: will not be asked, and why
  state text not null default 'waiting' check (state in ('waiting', 'drawn', 'heldBack')),
  held_back text check (held_back in ('notDrawn', 'sameCustomer', 'rested', 'optedOut', 'bounced', 'noLongerHere')),
  -- Its place in the lot.
  lot int,
  created_at timestamptz not null default now(),
  primary key (organisation_id, id),
  foreign key (organisation_id, pulse_id) references pulse (organisation_id, id) on delete cascade,
  foreign key (organisation_id, customer_id) references customer (organisation_id, id) on delete cascade,
  foreign key (organisation_id, person_id) references person (organisation_id, id),
  foreign key (organisation_id, import_id) references customer_import (organisation_id, id)
    on delete set null (import_id),
  unique nulls not distinct (organisation_id, pulse_id, customer_id, person_id, happened_on, occasion),
  check ((state = 'heldBack') = (held_back is not null))
);
create index contact_by_pulse on contact (organisation_id, pulse_id, state, lot);
create index contact_by_person on contact (organisation_id, person_id, pulse_id, state);
create index contact_by_customer on contact (organisation_id, customer_id);
call protect('contact');

-- One question put to one customer: the mail, its reminder and the personal link.
create table request (
  organisation_id uuid not null,
  id uuid not null,
  pulse_id uuid not null,
  contact_id uuid not null,
  customer_id uuid not null,
  -- SHA-256 of the key in the personal link; the key itself is made anew from the server's secret.
  key_hash bytea not null unique,
  locale text not null check (locale in ('da', 'en')),
  -- How the mail stands, taken over from the row in "mail" that carries it: see there.
  state text not null default 'queued'
    check (state in ('queued', 'sending', 'sent', 'inDoubt', 'failed', 'bounced', 'kept')),
  mail_id uuid not null,
  asked_at timestamptz not null default now(),
  sent_at timestamptz,
  reminder_mail_id uuid,
  reminded_at timestamptz,
  answered_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, pulse_id) references pulse (organisation_id, id) on delete cascade,
  foreign key (organisation_id, contact_id) references contact (organisation_id, id) on delete cascade,
  foreign key (organisation_id, customer_id) references customer (organisation_id, id) on delete cascade,
  unique (organisation_id, contact_id),
  -- The database itself keeps a customer from being asked twice in one pulse.
  unique (organisation_id, pulse_id, customer_id)
);
create index request_by_pulse on request (organisation_id, pulse_id, asked_at);
create index request_unsettled on request (organisation_id, pulse_id) where state in ('queued', 'sending', 'failed');
call protect('request');

-- Answers released to be seen together: at least five, and frozen as they were, so that no view ever changes by one.
-- A person's batches (scope 'person') and the unit's (scope 'unit') are made apart from each other.
create table release_batch (
  organisation_id uuid not null,
  id uuid not null,
  pulse_id uuid not null,
  unit_id uuid not null,
  scope text not null check (scope in ('person', 'unit')),
  -- Whose, where the scope is a person.
  person_id uuid,
  number int not null,
  responses int not null check (responses >= 5),
  released_at timestamptz not null default now(),
  primary key (organisation_id, id),
  foreign key (organisation_id, pulse_id) references pulse (organisation_id, id) on delete cascade,
  foreign key (organisation_id, unit_id) references unit (organisation_id, id) on delete cascade,
  foreign key (organisation_id, person_id) references person (organisation_id, id),
  unique nulls not distinct (organisation_id, pulse_id, scope, person_id, number),
  check ((scope = 'person') = (person_id is not null))
);
call protect('release_batch');

create table response (
  organisation_id uuid not null,
  id uuid not null,
  -- null once the customer has been erased: what she answered stays, and belongs to nobody.
  request_id uuid,
  pulse_id uuid not null,
  unit_id uuid not null,
  -- The employee whose contact it was.
  person_id uuid not null,
  -- The day only: the minute would tell who.
  submitted_on date not null,
  comment text not null default '' check (length(comment) <= 4000),
  wants_contact boolean not null default false,
  contact_detail text not null default '' check (length(contact_detail) <= 320),
  -- Taken out of sight where it names somebody, and which behaviour it is about.
  comment_hidden_by uuid,
  comment_behaviour_id uuid,
  -- The batches in which it was released; null: waits for others.
  person_batch_id uuid,
  unit_batch_id uuid,
  -- Rises each time the customer changes her answer.
  version int not null default 1,
  primary key (organisation_id, id),
  foreign key (organisation_id, request_id) references request (organisation_id, id) on delete set null (request_id),
  foreign key (organisation_id, pulse_id) references pulse (organisation_id, id) on delete cascade,
  foreign key (organisation_id, unit_id) references unit (organisation_id, id) on delete cascade,
  foreign key (organisation_id, person_id) references person (organisation_id, id),
  foreign key (organisation_id, person_batch_id) references release_batch (organisation_id, id)
    on delete set null (person_batch_id),
  foreign key (organisation_id, unit_batch_id) references release_batch (organisation_id, id)
    on delete set null (unit_batch_id),
  foreign key (organisation_id, comment_behaviour_id) references behaviour (organisation_id, id),
  unique (organisation_id, request_id)
);
create index response_by_person on response (organisation_id, person_id, pulse_id);
create index response_by_unit on response (organisation_id, unit_id, pulse_id);
create index response_by_pulse on response (organisation_id, pulse_id);
create index response_waiting_person on response (organisation_id, pulse_id, person_id) where person_batch_id is null;
create index response_waiting_unit on response (organisation_id, pulse_id) where unit_batch_id is null;
call protect('response');

-- score null: it did not come up. A question that was passed over has no row.
create table answer (
  organisation_id uuid not null,
  response_id uuid not null,
  question_id uuid not null,
  score smallint check (score between 1 and 5),
  primary key (organisation_id, response_id, question_id),
  foreign key (organisation_id, response_id) references response (organisation_id, id) on delete cascade,
  foreign key (organisation_id, question_id) references question (organisation_id, id) on delete cascade
);
call protect('answer');

-- What has been released, added up in the transaction that released it: views read this, never the answers.
-- One row per question and person (scope 'person') or unit (scope 'unit', person_id null).
create table rollup (
  organisation_id uuid not null,
  pulse_id uuid not null,
  scope text not null check (scope in ('person', 'unit')),
  unit_id uuid not null,
  person_id uuid,
  question_id uuid not null,
  score1 int not null default 0,
  score2 int not null default 0,
  score3 int not null default 0,
  score4 int not null default 0,
  score5 int not null default 0,
  did_not_come_up int not null default 0,
  foreign key (organisation_id, pulse_id) references pulse (organisation_id, id) on delete cascade,
  foreign key (organisation_id, unit_id) references unit (organisation_id, id) on delete cascade,
  foreign key (organisation_id, person_id) references person (organisation_id, id),
  foreign key (organisation_id, question_id) references question (organisation_id, id) on delete cascade,
  unique nulls not distinct (organisation_id, pulse_id, scope, unit_id, person_id, question_id)
);
create index rollup_by_person on rollup (organisation_id, person_id, pulse_id) where person_id is not null;
create index rollup_by_unit on rollup (organisation_id, unit_id, pulse_id) where person_id is null;
call protect('rollup');

-- What the employee says about her results before anybody else takes them up: a contact that was not hers,
-- or what lay behind.
create table result_remark (
  organisation_id uuid not null,
  id uuid not null,
  pulse_id uuid not null,
  person_id uuid not null,
  question_id uuid,
  response_id uuid,
  kind text not null check (kind in ('notMine', 'background')),
  text text not null check (length(text) between 1 and 2000),
  created_at timestamptz not null default now(),
  primary key (organisation_id, id),
  foreign key (organisation_id, pulse_id) references pulse (organisation_id, id) on delete cascade,
  foreign key (organisation_id, person_id) references person (organisation_id, id),
  foreign key (organisation_id, question_id) references question (organisation_id, id) on delete cascade,
  foreign key (organisation_id, response_id) references response (organisation_id, id) on delete cascade
);
create index result_remark_by_person on result_remark (organisation_id, person_id, pulse_id);
call protect('result_remark');
