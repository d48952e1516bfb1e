-- Who ticked a task off: for a customer who asked to be called, whoever reads the list sees that it was done, by whom and when.
alter table action
  add column done_by uuid,
  add foreign key (organisation_id, done_by) references person (organisation_id, id);
