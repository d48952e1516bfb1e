-- What happens after the meeting: conversations between two, and the unit's meetings about effort and results.

-- A leader's conversations with one employee. It belongs to the two of them: a new leader begins a series of her own and
-- never sees this one.
create table one_to_one_series (
  organisation_id uuid not null references organisation on delete cascade,
  id uuid not null,
  leader_id uuid not null,
  employee_id uuid not null,
  -- How often, in weeks; the next one is planned when one has been held.
  every_weeks int not null default 6 check (every_weeks between 1 and 52),
  version int not null default 1,
  created_at timestamptz not null default now(),
  primary key (organisation_id, id),
  foreign key (organisation_id, leader_id) references person (organisation_id, id),
  foreign key (organisation_id, employee_id) references person (organisation_id, id),
  unique (organisation_id, leader_id, employee_id),
  check (leader_id <> employee_id)
);
create index one_to_one_series_by_employee on one_to_one_series (organisation_id, employee_id);
call protect('one_to_one_series');

create table one_to_one (
  organisation_id uuid not null,
  id uuid not null,
  series_id uuid not null,
  starts_at timestamptz,
  state text not null default 'planned' check (state in ('planned', 'held')),
  -- The one behaviour that they work on.
  behaviour_id uuid,
  -- { agreement, notes }, sealed with a key that is not in the database.
  sealed bytea,
  -- The employee's results as they were on the day.
  results jsonb,
  held_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null default now(),
  primary key (organisation_id, id),
  foreign key (organisation_id, series_id) references one_to_one_series (organisation_id, id) on delete cascade,
  foreign key (organisation_id, behaviour_id) references behaviour (organisation_id, id)
);
create index one_to_one_by_series on one_to_one (organisation_id, series_id, created_at desc);
-- There is one next conversation, whoever of the two presses.
create unique index one_to_one_next on one_to_one (organisation_id, series_id) where state = 'planned';
call protect('one_to_one');

-- What each of the two prepares: her own until she shares it, or the conversation is held.
create table one_to_one_preparation (
  organisation_id uuid not null,
  one_to_one_id uuid not null,
  person_id uuid not null,
  -- { wentWell, workOn, help }, sealed as above.
  sealed bytea not null,
  is_shared boolean not null default false,
  version int not null default 1,
  primary key (organisation_id, one_to_one_id, person_id),
  foreign key (organisation_id, one_to_one_id) references one_to_one (organisation_id, id) on delete cascade,
  foreign key (organisation_id, person_id) references person (organisation_id, id)
);
call protect('one_to_one_preparation');

-- effort: how far the unit has come with what it set out to do · result: how customers experience it
create table review_meeting (
  organisation_id uuid not null references organisation on delete cascade,
  id uuid not null,
  unit_id uuid not null,
  journey_id uuid,
  kind text not null check (kind in ('effort', 'result')),
  starts_at timestamptz,
  state text not null default 'planned' check (state in ('planned', 'held')),
  notes text not null default '' check (length(notes) <= 20000),
  -- The unit's results as they were on the day.
  results jsonb,
  held_at timestamptz,
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  primary key (organisation_id, id),
  foreign key (organisation_id, unit_id) references unit (organisation_id, id) on delete cascade,
  foreign key (organisation_id, journey_id) references journey (organisation_id, id) on delete set null (journey_id)
);
create index review_meeting_by_unit on review_meeting (organisation_id, unit_id, created_at desc);
call protect('review_meeting');

-- Keep, change, start or stop: what becomes of each behaviour once the meeting has been held.
create table review_decision (
  organisation_id uuid not null,
  id uuid not null,
  review_meeting_id uuid not null,
  -- null: a new one.
  behaviour_id uuid,
  choice text not null check (choice in ('keep', 'change', 'start', 'stop')),
  situation text not null default '' check (length(situation) <= 2000),
  act text not null default '' check (length(act) <= 2000),
  value_id uuid,
  reason text not null default '' check (length(reason) <= 2000),
  version int not null default 1,
  created_at timestamptz not null default now(),
  primary key (organisation_id, id),
  foreign key (organisation_id, review_meeting_id) references review_meeting (organisation_id, id) on delete cascade,
  foreign key (organisation_id, behaviour_id) references behaviour (organisation_id, id) on delete cascade,
  foreign key (organisation_id, value_id) references value (organisation_id, id),
  unique (organisation_id, review_meeting_id, behaviour_id),
  check ((choice = 'start') = (behaviour_id is null)),
  check (choice in ('keep', 'stop') or length(act) > 0)
);
call protect('review_decision');
