-- What customers say, gathered under themes: suggested from the words, named by the leader.

create table theme (
  organisation_id uuid not null references organisation on delete cascade,
  id uuid not null,
  journey_id uuid not null,
  name text not null check (length(name) between 1 and 120),
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  primary key (organisation_id, id),
  foreign key (organisation_id, journey_id) references journey (organisation_id, id) on delete cascade
);
create index theme_by_journey on theme (organisation_id, journey_id, created_at);
call protect('theme');

alter table statement
  add column theme_id uuid,
  add foreign key (organisation_id, theme_id) references theme (organisation_id, id) on delete set null (theme_id);
create index statement_by_theme on statement (organisation_id, theme_id) where theme_id is not null;
-- A customer's comment is taken in once; erasing what she wrote finds what was taken from it.
create index statement_by_origin on statement (organisation_id, origin_id) where origin_id is not null;
