-- Who has said that she is done with a round, so that she is not reminded of it. Not when, and not whether she wrote;
-- where a round is not stored, neither is this.
create table round_done (
  organisation_id uuid not null,
  meeting_id uuid not null,
  round_id text not null,
  seat_id uuid not null,
  primary key (organisation_id, meeting_id, round_id, seat_id),
  foreign key (organisation_id, meeting_id) references meeting (organisation_id, id) on delete cascade,
  foreign key (organisation_id, seat_id) references seat (organisation_id, id) on delete cascade
);
call protect('round_done');
