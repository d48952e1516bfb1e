-- Where a plan is held more than once: whether participants choose between its sessions themselves, and how many each has room for.

alter table meeting
  -- The same for all sessions of a series.
  add column by_choice boolean not null default false,
  -- Null: as many as come.
  add column seats int check (seats between 1 and 1000);
