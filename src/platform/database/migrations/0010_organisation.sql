-- Organisations, units, people and what they may do. Every tenant's row starts with organisation_id.

-- Which organisation this transaction works for: a uuid, or '*' for work that spans organisations
-- (finding a person by mail address at sign-in, jobs). Nothing set means nothing seen.
create function current_scope() returns text language sql stable
  return coalesce(current_setting('app.organisation_id', true), '');

-- Arms row-level security on a tenant's table; forced, so that the owner of the table is held to it as well.
create procedure protect(target regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy own_organisation on %s using (current_scope() = ''*'' or organisation_id::text = current_scope())',
    target);
end $$;

create collation danish (provider = icu, locale = 'da-DK');

create table organisation (
  organisation_id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  locale text not null default 'da' check (locale in ('da', 'en')),
  time_zone text not null default 'Europe/Copenhagen',
  -- Results of fewer responses than this are never shown; 5 is the lowest allowed.
  minimum_responses int not null default 5 check (minimum_responses >= 5),
  -- Days between telling employees of a measurement of individuals and its beginning.
  notice_days int not null default 42 check (notice_days >= 0),
  -- Days in which a customer is not asked again by any unit.
  resting_days int not null default 90 check (resting_days >= 0),
  -- The mail asking customers stays neutral unless their consent to branded mail is recorded.
  privacy_text_da text not null default '',
  privacy_text_en text not null default '',
  is_sample boolean not null default false,
  created_at timestamptz not null default now()
);
call protect('organisation');

create table unit (
  organisation_id uuid not null references organisation on delete cascade,
  id uuid not null,
  parent_id uuid,
  name text not null check (length(name) between 1 and 200),
  time_zone text not null default 'Europe/Copenhagen',
  version int not null default 1,
  created_at timestamptz not null default now(),
  archived_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, parent_id) references unit (organisation_id, id)
);
create index unit_by_parent on unit (organisation_id, parent_id);
call protect('unit');

create table person (
  organisation_id uuid not null references organisation on delete cascade,
  id uuid not null,
  -- The account that signs in (identity."user".id); null until the person first signs in.
  user_id text,
  name text not null check (length(name) between 1 and 200),
  email text not null check (email = lower(email) and length(email) <= 320),
  locale text not null default 'da' check (locale in ('da', 'en')),
  version int not null default 1,
  created_at timestamptz not null default now(),
  archived_at timestamptz,
  primary key (organisation_id, id),
  unique (organisation_id, email)
);
create index person_by_email on person (email);
create index person_by_user on person (user_id);
call protect('person');

-- leader and employee belong to a unit, administrator and hr to the whole organisation.
create table role_assignment (
  organisation_id uuid not null references organisation on delete cascade,
  id uuid not null,
  person_id uuid not null,
  unit_id uuid,
  role text not null check (role in ('administrator', 'hr', 'leader', 'employee')),
  starts_on date not null default current_date,
  ends_on date,
  primary key (organisation_id, id),
  foreign key (organisation_id, person_id) references person (organisation_id, id) on delete cascade,
  foreign key (organisation_id, unit_id) references unit (organisation_id, id) on delete cascade,
  check ((role in ('leader', 'employee')) = (unit_id is not null)),
  unique nulls not distinct (organisation_id, person_id, unit_id, role, starts_on)
);
create index role_assignment_by_unit on role_assignment (organisation_id, unit_id);
call protect('role_assignment');

-- Every reading of personal results and every change of rights.
create table audit_entry (
  organisation_id uuid not null references organisation on delete cascade,
  id uuid not null,
  at timestamptz not null default now(),
  -- Who did it; null where the system itself did.
  person_id uuid,
  action text not null,
  -- The person whom it concerns.
  about_person_id uuid,
  details jsonb not null default '{}',
  primary key (organisation_id, id)
);
create index audit_entry_about on audit_entry (organisation_id, about_person_id, at desc);
create index audit_entry_at on audit_entry (organisation_id, at desc);
call protect('audit_entry');
