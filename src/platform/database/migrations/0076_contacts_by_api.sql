-- Another system tells of a contact when it ends: by a reference of its own, so that what is sent twice is taken once.
alter table contact
  add column reference text check (length(reference) between 1 and 200),
  -- SHA-256 of what was sent with it: the same reference with something else is a mistake, and is told as one.
  add column received bytea,
  add column legal_basis text not null default '' check (length(legal_basis) <= 500);
create index contact_by_reference on contact (organisation_id, reference) where reference is not null;
