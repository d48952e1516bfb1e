-- Whoever has promised something is reminded of it by mail, if she wants to be; of each date once.
alter table person add column reminds_of_actions boolean not null default true;
alter table action add column reminded_for date;
