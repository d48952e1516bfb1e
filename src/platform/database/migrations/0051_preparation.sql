-- The plan of the meeting: what people were last told, the reminder, and where a slide was made from.

alter table meeting
  -- Title, time, place, message and agenda as they were last sent: what differs is what an update would say.
  add column sent jsonb,
  -- Null: no reminder is wanted.
  add column reminder_hours int default 24 check (reminder_hours between 1 and 336),
  -- The beginning that people were reminded of: a meeting that moves is reminded of anew.
  add column reminded_of timestamptz,
  add column cancelled_at timestamptz,
  add column cancel_message text not null default '';

-- Somebody who was invited and taken off the list: she is told with the next update, or comes back as who she was.
create table withdrawn_participant (
  organisation_id uuid not null,
  id uuid not null,
  meeting_id uuid not null,
  person_id uuid,
  name text not null,
  email text not null,
  sent_sequence int not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, meeting_id) references meeting (organisation_id, id) on delete cascade,
  unique (organisation_id, meeting_id, email)
);
call protect('withdrawn_participant');

alter table slide
  -- "point.2", "statement.<id>" …: making the slides again finds it by this; null: written by the leader herself.
  add column made_from text,
  add column is_edited boolean not null default false,
  add column is_hidden boolean not null default false;
create unique index slide_made_once on slide (organisation_id, meeting_id, made_from);
