-- Guides as data, and journeys: one unit's run through a guide.

-- An organisation's own copies; the guides that come with the product are files in guide/guides/.
create table guide (
  organisation_id uuid not null references organisation on delete cascade,
  id uuid not null,
  key text not null,
  version int not null,
  -- { "da": Guide, "en": Guide }
  content jsonb not null,
  published_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (organisation_id, id),
  unique (organisation_id, key, version)
);
call protect('guide');

create table journey (
  organisation_id uuid not null references organisation on delete cascade,
  id uuid not null,
  unit_id uuid not null,
  guide_key text not null,
  guide_version int not null,
  -- The guide as it was when the journey began, in both languages: it never changes under the leader's feet.
  guide_content jsonb not null,
  title text not null default '',
  -- 1 for the first time through; a new round inherits values, behaviours and statements from the one before.
  round int not null default 1 check (round >= 1),
  previous_journey_id uuid,
  -- The journey that a companion guide was opened from, and its way back.
  parent_journey_id uuid,
  -- null: not yet asked.
  basis_exists boolean,
  basis_implemented boolean,
  started_by uuid,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  archived_at timestamptz,
  version int not null default 1,
  primary key (organisation_id, id),
  foreign key (organisation_id, unit_id) references unit (organisation_id, id) on delete cascade,
  foreign key (organisation_id, previous_journey_id) references journey (organisation_id, id),
  foreign key (organisation_id, parent_journey_id) references journey (organisation_id, id)
);
create index journey_by_unit on journey (organisation_id, unit_id, started_at desc);
call protect('journey');

create table journey_step (
  organisation_id uuid not null,
  journey_id uuid not null,
  -- The step's key in the guide, e.g. 'convey'.
  step_key text not null,
  done_at timestamptz,
  due_on date,
  -- null: as the guide says.
  responsible text,
  -- What was answered to the guide's prompts: { "<prompt key>": "text" }.
  answers jsonb not null default '{}',
  notes text not null default '',
  version int not null default 1,
  updated_at timestamptz not null default now(),
  primary key (organisation_id, journey_id, step_key),
  foreign key (organisation_id, journey_id) references journey (organisation_id, id) on delete cascade
);
call protect('journey_step');
