-- Behaviours and actions: what the later rooms write and read.

create table behaviour (
  organisation_id uuid not null references organisation on delete cascade,
  id uuid not null,
  unit_id uuid not null,
  journey_id uuid,
  -- pointedTo: the leader, in preparation · leadersOwn: what she promises as role model ·
  -- proposed: a group in the meeting · decided: "this is how we do it"
  kind text not null check (kind in ('pointedTo', 'leadersOwn', 'proposed', 'decided')),
  value_id uuid,
  -- "When …": the situation in which it shows.
  situation text not null default '',
  -- "… then we/I …": the act; for a decided one the agreed wording ("We …").
  act text not null check (length(act) between 1 and 2000),
  notes text not null default '',
  position int not null default 0,
  -- Decided ones: the meeting, what the decision rests on (votes, consent, concerns, number present), when to look again.
  meeting_id uuid,
  evidence jsonb,
  decided_at timestamptz,
  review_on date,
  -- Whether a decided behaviour is the leader's own promise and so asked about hers.
  is_leaders boolean not null default false,
  replaced_by uuid,
  retired_at timestamptz,
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  primary key (organisation_id, id),
  foreign key (organisation_id, unit_id) references unit (organisation_id, id) on delete cascade,
  foreign key (organisation_id, journey_id) references journey (organisation_id, id) on delete cascade,
  foreign key (organisation_id, value_id) references value (organisation_id, id),
  foreign key (organisation_id, replaced_by) references behaviour (organisation_id, id)
);
create index behaviour_by_unit on behaviour (organisation_id, unit_id, kind, position);
create index behaviour_by_journey on behaviour (organisation_id, journey_id, kind, position);
call protect('behaviour');

-- How a behaviour is expressed in the contact: what is said, talked about, presented, what the customer is involved in.
create table behaviour_facet (
  organisation_id uuid not null,
  id uuid not null,
  behaviour_id uuid not null,
  facet text not null check (facet in ('say', 'talkAbout', 'present', 'involve', 'own')),
  -- The leader's own name for the facet where facet = 'own'.
  label text not null default '',
  text text not null,
  position int not null default 0,
  primary key (organisation_id, id),
  foreign key (organisation_id, behaviour_id) references behaviour (organisation_id, id) on delete cascade
);
create index behaviour_facet_by_behaviour on behaviour_facet (organisation_id, behaviour_id, position);
call protect('behaviour_facet');

-- The thread backwards: what a behaviour came from. A note lives in the room of the meeting, a statement in preparation;
-- both come later in the thread, so the source is named, not referenced.
create table behaviour_source (
  organisation_id uuid not null,
  behaviour_id uuid not null,
  source_kind text not null check (source_kind in ('statement', 'behaviour', 'note', 'cluster')),
  source_id uuid not null,
  primary key (organisation_id, behaviour_id, source_kind, source_id),
  foreign key (organisation_id, behaviour_id) references behaviour (organisation_id, id) on delete cascade
);
create index behaviour_source_by_source on behaviour_source (organisation_id, source_kind, source_id);
call protect('behaviour_source');

create table action (
  organisation_id uuid not null references organisation on delete cascade,
  id uuid not null,
  unit_id uuid not null,
  title text not null check (length(title) between 1 and 500),
  -- A person of the organisation, or only a name (a guest, "all of us").
  owner_person_id uuid,
  owner_name text not null default '',
  due_on date,
  state text not null default 'open' check (state in ('open', 'done', 'dropped')),
  origin_kind text not null check (origin_kind in ('meeting', 'oneToOne', 'reviewMeeting', 'callBack', 'typed')),
  origin_id uuid,
  behaviour_id uuid,
  -- Actions out of a one-to-one are seen by the two of them only.
  visible_to text not null default 'unit' check (visible_to in ('unit', 'owner')),
  done_at timestamptz,
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  primary key (organisation_id, id),
  foreign key (organisation_id, unit_id) references unit (organisation_id, id) on delete cascade,
  foreign key (organisation_id, owner_person_id) references person (organisation_id, id),
  foreign key (organisation_id, behaviour_id) references behaviour (organisation_id, id)
);
create index action_by_unit on action (organisation_id, unit_id, state, due_on);
create index action_by_owner on action (organisation_id, owner_person_id, state, due_on);
create index action_by_origin on action (organisation_id, origin_kind, origin_id);
call protect('action');
