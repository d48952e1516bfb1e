-- Photos of paper on the wall: made anew by us, so that nothing is left of what a camera writes into its files. What they
-- are called and whether they still hang stands in the journal.
create table wall_photo (
  organisation_id uuid not null,
  id uuid not null,
  meeting_id uuid not null,
  -- JPEG, to be read, and to be shown beside others.
  large bytea not null,
  small bytea not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, meeting_id) references meeting (organisation_id, id) on delete cascade
);
create index wall_photo_by_meeting on wall_photo (organisation_id, meeting_id);
-- They are packed already.
alter table wall_photo alter column large set storage external, alter column small set storage external;
call protect('wall_photo');
