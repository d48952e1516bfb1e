-- The value basis: a few values, each with what it means, a colour and a mark that it keeps through the whole thread.

create table value_basis (
  organisation_id uuid not null references organisation on delete cascade,
  id uuid not null,
  title text not null default '',
  -- Why the organisation has these values, in its own words.
  purpose text not null default '',
  version int not null default 1,
  created_at timestamptz not null default now(),
  replaced_at timestamptz,
  primary key (organisation_id, id)
);
-- One basis is in force at a time.
create unique index value_basis_in_force on value_basis (organisation_id) where replaced_at is null;
call protect('value_basis');

create table value (
  organisation_id uuid not null references organisation on delete cascade,
  id uuid not null,
  value_basis_id uuid not null,
  name text not null check (length(name) between 1 and 80),
  meaning text not null default '',
  -- Names from the palette and the set of marks in the design kit.
  colour text not null,
  mark text not null,
  position int not null,
  version int not null default 1,
  archived_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, value_basis_id) references value_basis (organisation_id, id) on delete cascade
);
create index value_by_basis on value (organisation_id, value_basis_id, position);
call protect('value');
