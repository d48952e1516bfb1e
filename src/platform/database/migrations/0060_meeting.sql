-- The live meeting: its journal, the seats in the room, and what is being written. The plan of a meeting stands in 0050.

-- What happened, in order. Append only; the truth that console, phones and big screen are views of. There is no author
-- and no time in a row: where writing is not stored nobody can ever find out who wrote, not even from here.
create table meeting_event (
  organisation_id uuid not null,
  meeting_id uuid not null,
  seq int not null,
  -- Made by whoever gave the command: sent twice, it counts once.
  command_id text not null,
  -- [{ "type": "note.added", "set": { … } }]
  events jsonb not null,
  primary key (organisation_id, meeting_id, seq),
  unique (organisation_id, meeting_id, command_id),
  foreign key (organisation_id, meeting_id) references meeting (organisation_id, id) on delete cascade
);
call protect('meeting_event');

-- One phone in the room, of one person or several. Its names stand in the journal.
create table seat (
  organisation_id uuid not null,
  id uuid not null,
  meeting_id uuid not null,
  -- SHA-256 of the token that the phone keeps.
  token_hash bytea not null unique,
  -- Recognised by a personal invitation.
  participant_id uuid,
  primary key (organisation_id, id),
  foreign key (organisation_id, meeting_id) references meeting (organisation_id, id) on delete cascade,
  foreign key (organisation_id, participant_id) references participant (organisation_id, id)
    on delete set null (participant_id),
  unique (organisation_id, meeting_id, participant_id)
);
create index seat_by_meeting on seat (organisation_id, meeting_id);
call protect('seat');

-- What somebody is writing and has not handed in: hers alone, on the server from the first letter.
create table draft (
  organisation_id uuid not null,
  meeting_id uuid not null,
  -- A seat's or leader's id; where the round is not stored, the hash of a key that only the device has.
  owner text not null,
  round_id text not null,
  place text not null,
  content text not null check (length(content) between 1 and 20000),
  primary key (organisation_id, meeting_id, owner, round_id, place),
  foreign key (organisation_id, meeting_id) references meeting (organisation_id, id) on delete cascade
);
call protect('draft');
