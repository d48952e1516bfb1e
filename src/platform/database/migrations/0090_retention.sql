-- What was deleted because its time was over, so that it can be shown that retention is carried out.
create table retention_run (
  organisation_id uuid not null references organisation on delete cascade,
  id uuid not null,
  ran_at timestamptz not null,
  -- { period: rows }
  counts jsonb not null,
  primary key (organisation_id, id)
);
create index retention_run_recent on retention_run (organisation_id, ran_at desc);
call protect('retention_run');
