-- Steps 1–3: what customers say, the meeting as planned, its agenda, participants and slides.

create table statement (
  organisation_id uuid not null references organisation on delete cascade,
  id uuid not null,
  journey_id uuid not null,
  text text not null check (length(text) between 1 and 4000),
  -- Where it was heard: "mail", "phone", a customer panel …
  source text not null default '',
  said_on date,
  origin text not null check (origin in ('typed', 'pasted', 'imported', 'pulse', 'inherited')),
  -- The response it was taken from, or the statement of the round before.
  origin_id uuid,
  -- Among the most important, and in which order; null: not picked.
  rank int,
  -- How it reaches the participants.
  channel text check (channel in ('readAloud', 'slide', 'handout', 'video', 'other')),
  channel_note text not null default '',
  position int not null,
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  archived_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, journey_id) references journey (organisation_id, id) on delete cascade
);
create index statement_by_journey on statement (organisation_id, journey_id, position);
call protect('statement');

create table statement_value (
  organisation_id uuid not null,
  statement_id uuid not null,
  value_id uuid not null,
  primary key (organisation_id, statement_id, value_id),
  foreign key (organisation_id, statement_id) references statement (organisation_id, id) on delete cascade,
  foreign key (organisation_id, value_id) references value (organisation_id, id) on delete cascade
);
create index statement_value_by_value on statement_value (organisation_id, value_id);
call protect('statement_value');

create table meeting (
  organisation_id uuid not null references organisation on delete cascade,
  id uuid not null,
  unit_id uuid not null,
  journey_id uuid,
  title text not null check (length(title) between 1 and 200),
  starts_at timestamptz,
  minutes int not null default 120 check (minutes between 5 and 1440),
  time_zone text not null default 'Europe/Copenhagen',
  place text not null default '',
  video_link text not null default '',
  message text not null default '',
  state text not null default 'planned' check (state in ('planned', 'running', 'closed', 'cancelled')),
  -- Typed by people who join: unique among all meetings of this installation.
  join_code text not null unique,
  -- RFC 5545: the UID stays through every update, the sequence rises with each.
  calendar_sequence int not null default 0,
  invited_at timestamptz,
  opened_at timestamptz,
  closed_at timestamptz,
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  primary key (organisation_id, id),
  foreign key (organisation_id, unit_id) references unit (organisation_id, id) on delete cascade,
  foreign key (organisation_id, journey_id) references journey (organisation_id, id) on delete cascade
);
create index meeting_by_unit on meeting (organisation_id, unit_id, starts_at desc);
create index meeting_by_journey on meeting (organisation_id, journey_id);
call protect('meeting');

create table agenda_item (
  organisation_id uuid not null,
  id uuid not null,
  meeting_id uuid not null,
  position int not null,
  title text not null check (length(title) between 1 and 200),
  minutes int not null check (minutes between 0 and 600),
  -- The stage of the live meeting that this block opens; null for breaks and free talk.
  stage text,
  may_skip boolean not null default false,
  notes text not null default '',
  primary key (organisation_id, id),
  foreign key (organisation_id, meeting_id) references meeting (organisation_id, id) on delete cascade
);
create index agenda_item_by_meeting on agenda_item (organisation_id, meeting_id, position);
call protect('agenda_item');

create table participant (
  organisation_id uuid not null,
  id uuid not null,
  meeting_id uuid not null,
  person_id uuid,
  name text not null check (length(name) between 1 and 200),
  email text not null,
  role text not null default 'participant' check (role in ('participant', 'coLeader')),
  reply text not null default 'none' check (reply in ('none', 'yes', 'no', 'maybe')),
  replied_at timestamptz,
  -- SHA-256 of the key in the personal link: answers the invitation and recognises her in the meeting.
  key_hash bytea not null unique,
  -- The calendar sequence that she has been sent; null: not invited yet.
  sent_sequence int,
  attended boolean,
  primary key (organisation_id, id),
  foreign key (organisation_id, meeting_id) references meeting (organisation_id, id) on delete cascade,
  foreign key (organisation_id, person_id) references person (organisation_id, id),
  unique (organisation_id, meeting_id, email)
);
call protect('participant');

-- The five points as slides: made from what is there, edited by the leader.
create table slide (
  organisation_id uuid not null,
  id uuid not null,
  meeting_id uuid not null,
  position int not null,
  -- 1–5: which of the five points it belongs to; 0: before and between.
  point int not null check (point between 0 and 5),
  title text not null,
  body text not null default '',
  speaker_notes text not null default '',
  statement_id uuid,
  version int not null default 1,
  primary key (organisation_id, id),
  foreign key (organisation_id, meeting_id) references meeting (organisation_id, id) on delete cascade,
  foreign key (organisation_id, statement_id) references statement (organisation_id, id) on delete set null
);
create index slide_by_meeting on slide (organisation_id, meeting_id, position);
call protect('slide');
