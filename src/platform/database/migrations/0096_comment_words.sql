-- Words in a comment that tell of a third person are covered one by one; what the customer wrote stays hers.
alter table response add column comment_hidden_words text[] not null default '{}';

-- A word without the punctuation around it, in small letters: as hidden words are kept and recognised.
create function bare_word(word text) returns text language sql immutable parallel safe
  return lower(regexp_replace(word, '^[^[:alnum:]]+|[^[:alnum:]]+$', '', 'g'));

-- A comment as it may be read: hidden words are covered wherever they stand, and several in a row by one mark, so that
-- nobody can count them.
create function covered(comment text, hidden text[]) returns text language sql immutable parallel safe
  return case when hidden = '{}' then comment else (
    select regexp_replace(string_agg(
        case when bare_word(word) = any (hidden)
          then coalesce(substring(word from '^[^[:alnum:]]+'), '') || '[…]'
            || coalesce(substring(word from '[^[:alnum:]]+$'), '')
          else word end, ' ' order by place),
      '(\[…\] )+(?=\[…\])', '', 'g')
    from regexp_split_to_table(comment, '\s+') with ordinality as piece (word, place)) end;
