-- Whether a leader gets the Monday mail at all; journey by journey it is turned off in journey_reminder.
alter table person add column reminds_of_journeys boolean not null default true;
