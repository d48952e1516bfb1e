-- A large file is read and taken by a job: how far it is, why it could not be, and the file itself until it has been.
alter table customer_import
  add column state text not null default 'done' check (state in ('waiting', 'reading', 'taking', 'done', 'failed')),
  -- { "code": "tableTooLarge", "values": { … } }
  add column failure jsonb,
  add column rows_done int not null default 0,
  add column file bytea;
alter table customer_import alter column file set storage external;
create index customer_import_under_way on customer_import (organisation_id, pulse_id)
  where state in ('waiting', 'reading', 'taking');
