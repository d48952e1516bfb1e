-- Whoever comes back to the list has not lost her answer.
alter table withdrawn_participant
  add column reply text not null default 'none' check (reply in ('none', 'yes', 'no', 'maybe')),
  add column replied_at timestamptz;
