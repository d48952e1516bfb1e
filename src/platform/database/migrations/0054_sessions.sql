-- One plan held more than once, for those who work in shifts; and what the leader has got ready by hand.

alter table meeting
  -- Meetings of one series are sessions of the same plan; null: it is held once.
  add column series_id uuid,
  -- What the product cannot see for itself: papers printed, the room tried.
  add column ready text[] not null default '{}';
create index meeting_by_series on meeting (organisation_id, series_id) where series_id is not null;
