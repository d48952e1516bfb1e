-- Two administrators who change the settings at once: the second hears of the first instead of writing over her.
alter table organisation add column settings_version int not null default 1;
