import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  Badge,
  Button,
  FieldRow,
  FormErrors,
  Menu,
  Pager,
  Row,
  Select,
  TextField,
  useSubmit,
  useText,
  useToast,
} from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import styles from "./pulse.module.css";
import { commentsQuery, resultsKey } from "./results.queries.ts";
import {
  type Comment,
  type CommentChange,
  commentsOnAPage,
  type PulseResult,
  type QuestionResult,
  type Results,
} from "./results.wire.ts";
import { text } from "./text.ts";

/** What customers wrote: looked through by words and by behaviour, page by page; frozen ones simply stand there. */
export function Comments({
  pulse,
  results,
  questionText,
  isFrozen,
  mayChange,
}: {
  pulse: PulseResult;
  results: Results;
  questionText: (question: QuestionResult) => string;
  isFrozen: boolean | undefined;
  mayChange: boolean | undefined;
}) {
  const t = useText(text);
  const [search, setSearch] = useState("");
  const [about, setAbout] = useState("");
  const [page, setPage] = useState(1);
  const all = pulse.commentCount ?? pulse.comments.length;
  const isNarrowed = search !== "" || about !== "" || page > 1;
  const { data, error } = useQuery({
    ...commentsQuery(results, {
      ...{ pulseId: pulse.pulseId, search, page },
      ...(about ? { behaviourId: about } : {}),
    }),
    enabled: !isFrozen && isNarrowed,
    placeholderData: keepPreviousData,
  });
  const shown = isNarrowed && data ? data : { comments: pulse.comments, total: all };
  const questions = pulse.questions.filter(({ behaviourId }) => behaviourId);
  const isLong = !isFrozen && all > 5;
  const narrow = (change: () => void) => {
    change();
    setPage(1);
  };
  return (
    <section className={styles.part}>
      <h3>{t("results.comments")}</h3>
      <p>{t("results.commentsText")}</p>
      {isLong && (
        <FieldRow>
          <TextField
            label={t("results.search")}
            value={search}
            onChange={(value) => narrow(() => setSearch(value))}
          />
          <Select
            label={t("results.about")}
            value={about}
            onChange={(value) => narrow(() => setAbout(value))}
            options={[
              { value: "", label: t("results.aboutAny") },
              ...questions.map((question) => ({
                value: question.behaviourId!,
                label: questionText(question),
              })),
            ]}
          />
        </FieldRow>
      )}
      {error && <p role="alert">{error.message}</p>}
      {isNarrowed && <p role="status">{t("results.found", { count: shown.total })}</p>}
      <ul className={styles.comments}>
        {shown.comments.map((comment) => (
          <li key={comment.id}>
            <span>{comment.text}</span>
            <CommentParts
              comment={comment}
              unitId={results.unitId}
              questions={questions.map((question) => ({
                behaviourId: question.behaviourId!,
                label: questionText(question),
              }))}
              mayChange={Boolean(mayChange) && !isFrozen}
            />
          </li>
        ))}
      </ul>
      {!isFrozen && <Pager page={page} pageSize={commentsOnAPage} total={shown.total} onPage={setPage} />}
    </section>
  );
}

/** What a comment is about, and what its reader may do with it. */
function CommentParts({
  comment,
  unitId,
  questions,
  mayChange,
}: {
  comment: Comment;
  unitId: string;
  questions: readonly { behaviourId: string; label: string }[];
  mayChange: boolean;
}) {
  const t = useText(text);
  const toast = useToast();
  const queries = useQueryClient();
  const change = useSubmit(
    (json: CommentChange) =>
      answer(
        client.results.units[":unitId"].comments[":id"].$patch({ param: { unitId, id: comment.id }, json }),
      ),
    () => queries.invalidateQueries({ queryKey: resultsKey }),
  );
  const hide = async () => {
    if (!(await change.submit({ isHidden: true }))) return;
    toast({ message: t("results.hidden"), undo: () => void change.submit({ isHidden: false }) });
  };
  const about = questions.find(({ behaviourId }) => behaviourId === comment.behaviourId);
  const tie = async (behaviourId: string | null) => {
    const before = comment.behaviourId;
    if (!(await change.submit({ behaviourId }))) return;
    toast({ message: t("results.tied"), undo: () => void change.submit({ behaviourId: before }) });
  };
  return (
    <>
      {about && <Badge>{about.label}</Badge>}
      {mayChange && (
        <Row>
          <Menu
            label={t("results.tie")}
            trigger={
              <Button variant="quiet" size="small">
                {t("results.tie")}
              </Button>
            }
            items={[
              ...questions.map(({ behaviourId, label }) => ({
                ...{ id: behaviourId, label },
                onAction: () => void tie(behaviourId),
              })),
              ...(about ? [{ id: "none", label: t("results.tieNone"), onAction: () => void tie(null) }] : []),
            ]}
          />
          <Button variant="quiet" size="small" onPress={() => void hide()}>
            {t("results.hide")}
          </Button>
        </Row>
      )}
      <FormErrors problem={change.problem} />
    </>
  );
}
