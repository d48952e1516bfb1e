-- The questions whose answer in this response stands in the employee's figures. Figures grow question by question, for
-- some pass one over: five answers that came together may hold but one to a question. Kept here and not beside the
-- answer, so that an answer that is taken back and given again is not counted twice.
alter table response add column counted_questions uuid[] not null default '{}';
update response set counted_questions = coalesce((select array_agg(question_id) from answer
  where answer.organisation_id = response.organisation_id and answer.response_id = response.id), '{}')
where person_batch_id is not null;
