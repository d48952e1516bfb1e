-- Answers that stand in the unit's results and in nobody's own: few at any time, and counted at every look at the unit's.
create index response_in_units_only on response (organisation_id, pulse_id)
  where person_batch_id is null and unit_batch_id is not null;
