-- What signs and seals, itself sealed with SECRET, which is not in the database.
create table identity.secret (
  is_the_one boolean primary key default true check (is_the_one),
  sealed bytea not null
);

-- A person's own sign-ins are looked up whenever she signs in.
create index audit_entry_sign_in on audit_entry (organisation_id, about_person_id, at desc) where action like 'signIn%';
