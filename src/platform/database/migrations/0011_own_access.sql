-- Personal access tokens: what programs use in a person's name. Only the hash is kept.
create table access_token (
  organisation_id uuid not null references organisation on delete cascade,
  id uuid not null,
  person_id uuid not null,
  name text not null check (length(name) between 1 and 200),
  token_hash bytea not null,
  scopes text[] not null check (cardinality(scopes) > 0),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, person_id) references person (organisation_id, id) on delete cascade
);
create unique index access_token_by_hash on access_token (token_hash);
create index access_token_by_person on access_token (organisation_id, person_id, created_at desc);
call protect('access_token');

-- Passkeys of an account: the public half; the other never leaves the person's device.
create table identity.passkey (
  id text primary key,
  user_id text not null references identity.user on delete cascade,
  name text not null,
  credential_id text not null unique,
  public_key bytea not null,
  counter bigint not null default 0,
  transports text[] not null default '{}',
  created_at timestamptz not null default now(),
  last_used_at timestamptz
);
create index passkey_by_user on identity.passkey (user_id);
