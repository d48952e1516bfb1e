import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { Ellipsis } from "lucide-react";
import { useRef, useState } from "react";
import {
  Badge,
  Button,
  Dialog,
  FieldRow,
  Form,
  FormErrors,
  Menu,
  Pager,
  Select,
  TextField,
  useSubmit,
  useText,
  useToast,
  WordPicker,
  wordsIn,
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
  const section = useRef<HTMLElement>(null);
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
    <section ref={section} tabIndex={-1} className={styles.part}>
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
            <CommentRow
              comment={comment}
              unitId={results.unitId}
              questions={questions.map((question) => ({
                behaviourId: question.behaviourId!,
                label: questionText(question),
              }))}
              mayChange={Boolean(mayChange) && !isFrozen}
              // Its button is gone with it: who comes by keys goes on among the others.
              onHidden={() => section.current?.focus({ preventScroll: true })}
            />
          </li>
        ))}
      </ul>
      {!isFrozen && <Pager page={page} pageSize={commentsOnAPage} total={shown.total} onPage={setPage} />}
    </section>
  );
}

/** A comment, what it is about, and what its reader may do with it: all behind one button, so that the words stand out. */
function CommentRow({
  comment,
  unitId,
  questions,
  mayChange,
  onHidden,
}: {
  comment: Comment;
  unitId: string;
  questions: readonly { behaviourId: string; label: string }[];
  mayChange: boolean;
  onHidden: () => void;
}) {
  const t = useText(text);
  const toast = useToast();
  const queries = useQueryClient();
  const [isChoosing, setChoosing] = useState(false);
  const change = useSubmit(
    (json: CommentChange) =>
      answer(
        client.results.units[":unitId"].comments[":id"].$patch({ param: { unitId, id: comment.id }, json }),
      ),
    () => queries.invalidateQueries({ queryKey: resultsKey }),
  );
  /** Said, and taken back in one press. */
  const put = async (json: CommentChange, message: string, before: CommentChange) => {
    const isDone = await change.submit(json);
    if (isDone) toast({ message, undo: () => void change.submit(before) });
    return isDone;
  };
  const about = questions.find(({ behaviourId }) => behaviourId === comment.behaviourId);
  const none = "none";
  const tie = (chosen: string) =>
    void put({ behaviourId: chosen === none ? null : chosen }, t("results.tied"), {
      behaviourId: comment.behaviourId,
    });
  const label = t("results.more", { comment: beginningOf(comment.text) });
  return (
    <>
      <div className={styles.comment}>
        <span>{comment.text}</span>
        {about && <Badge>{about.label}</Badge>}
      </div>
      {mayChange && (
        <Menu
          label={label}
          trigger={<Button variant="quiet" size="small" icon={<Ellipsis aria-hidden />} aria-label={label} />}
          choices={[
            {
              ...{ id: "about", label: t("results.about"), value: about?.behaviourId ?? none, onChange: tie },
              options: [
                ...questions.map((question) => ({ value: question.behaviourId, label: question.label })),
                { value: none, label: t("results.tieNone") },
              ],
            },
          ]}
          items={[
            { id: "words", label: t("results.hideWords"), onAction: () => setChoosing(true) },
            ...(comment.isCovered
              ? [
                  {
                    ...{ id: "show", label: t("results.showWords") },
                    onAction: () => void change.submit({ showWords: "all" }),
                  },
                ]
              : []),
            {
              ...{ id: "hide", label: t("results.hide") },
              onAction: async () => {
                if (await put({ isHidden: true }, t("results.hidden"), { isHidden: false })) onHidden();
              },
            },
          ]}
        />
      )}
      <Dialog title={t("results.hideWords")} isKept isOpen={isChoosing} onOpenChange={setChoosing}>
        {({ close }) => (
          <HideWords
            comment={comment}
            busy={change.busy}
            problem={change.problem}
            onHide={async (words) => {
              if (await put({ hideWords: words }, t("results.wordsHidden"), { showWords: words })) close();
            }}
          />
        )}
      </Dialog>
      {!isChoosing && <FormErrors problem={change.problem} />}
    </>
  );
}

/** The words that tell who a third person is are pressed, and nobody reads them from then on. */
function HideWords({
  comment,
  busy,
  problem,
  onHide,
}: {
  comment: Comment;
  busy: boolean;
  problem: string | undefined;
  onHide: (words: string[]) => void;
}) {
  const t = useText(text);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const words = wordsIn(comment.text);
  return (
    <Form
      onSubmit={() => onHide([...chosen].map((place) => words[place]!))}
      actions={
        <Button type="submit" variant="primary" busy={busy} isDisabled={chosen.size === 0}>
          {t("results.hideChosen", { count: chosen.size })}
        </Button>
      }
    >
      <p>{t("results.hideWordsText")}</p>
      <WordPicker
        label={t("results.words")}
        text={comment.text}
        chosen={chosen}
        onChange={setChosen}
        isFixed={(word) => !/[\p{L}\p{N}]/u.test(word)}
      />
      <FormErrors problem={problem} />
    </Form>
  );
}

/** Enough of a comment to tell it from the others. */
const beginningOf = (words: string): string =>
  words.length > 40 ? `${words.slice(0, 40).trimEnd()} …` : words;
