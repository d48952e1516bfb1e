-- When an employee first saw results of hers: her leader sees them after her, or once they have lain open for a week.
create table result_seen (
  organisation_id uuid not null,
  person_id uuid not null,
  pulse_id uuid not null,
  first_seen_at timestamptz not null,
  primary key (organisation_id, person_id, pulse_id),
  foreign key (organisation_id, person_id) references person (organisation_id, id) on delete cascade,
  foreign key (organisation_id, pulse_id) references pulse (organisation_id, id) on delete cascade
);
call protect('result_seen');
