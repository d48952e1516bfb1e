-- An organisation's own look on slides and paper; without a row, or with nulls in it, it is neutral.

create table organisation_look (
  organisation_id uuid primary key references organisation on delete cascade,
  -- Six digits of hexadecimal, dark enough to be read on white.
  accent text check (accent ~ '^[0-9A-F]{6}$'),
  -- PNG, made anew from what was sent in.
  logo bytea,
  logo_width int,
  logo_height int,
  version int not null default 1,
  changed_at timestamptz not null default now(),
  check ((logo is null) = (logo_width is null) and (logo is null) = (logo_height is null))
);
call protect('organisation_look');
