-- What a leader is reminded of by mail, journey by journey; no row: she is reminded, and has not been yet.
create table journey_reminder (
  organisation_id uuid not null,
  journey_id uuid not null,
  person_id uuid not null,
  is_off boolean not null default false,
  -- The day of the last one, where the unit is: however often the job runs, she gets one a week.
  reminded_on date,
  primary key (organisation_id, journey_id, person_id),
  foreign key (organisation_id, journey_id) references journey (organisation_id, id) on delete cascade,
  foreign key (organisation_id, person_id) references person (organisation_id, id) on delete cascade
);
call protect('journey_reminder');
