-- Customers who are met in person answer by an employee's card. Whoever holds a card decides who is asked, so that these
-- answers are a measurement of their own, beside the one whose contacts are drawn by lot: with batches and figures of
-- their own, and never in its response rate.
alter table pulse
  add column source text not null default 'lot' check (source in ('lot', 'card')),
  add column beside_pulse_id uuid,
  -- Answers that came by a card and were not taken: from the same device again, or too many from one network at once.
  add column not_counted int not null default 0,
  add foreign key (organisation_id, beside_pulse_id) references pulse (organisation_id, id) on delete cascade,
  add check ((source = 'card') = (beside_pulse_id is not null));
create unique index pulse_beside on pulse (organisation_id, beside_pulse_id) where beside_pulse_id is not null;

create table card (
  organisation_id uuid not null,
  id uuid not null,
  -- The measurement of cards.
  pulse_id uuid not null,
  person_id uuid not null,
  -- SHA-256 of the key in the card's link; the key itself is made anew from the server's secret.
  key_hash bytea not null unique,
  made_at timestamptz not null,
  -- Turned off, or another card has taken its place: its link says what a closed one says.
  ended_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, pulse_id) references pulse (organisation_id, id) on delete cascade,
  foreign key (organisation_id, person_id) references person (organisation_id, id)
);
create unique index card_in_use on card (organisation_id, pulse_id, person_id) where ended_at is null;
call protect('card');

-- That a device, or a page that was opened, has answered: a hash of a number drawn by lot, kept until the measurement is
-- closed. It stands beside no answer and no card.
create table card_mark (
  organisation_id uuid not null,
  pulse_id uuid not null,
  hash bytea not null,
  primary key (organisation_id, pulse_id, hash),
  foreign key (organisation_id, pulse_id) references pulse (organisation_id, id) on delete cascade
);
call protect('card_mark');
