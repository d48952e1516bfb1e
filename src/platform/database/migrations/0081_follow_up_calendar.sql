-- What people's calendars have been told: the hour, or null where nothing has been said or it was called off. The sequence
-- is that of the next mail, and rises with each (RFC 5546).
alter table one_to_one
  add column told_starts_at timestamptz,
  add column calendar_sequence int not null default 0;
alter table review_meeting
  add column told_starts_at timestamptz,
  add column calendar_sequence int not null default 0;
