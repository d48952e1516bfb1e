import { useQuery, useQueryClient } from "@tanstack/react-query";
import { behavioursQuery } from "#behaviour/queries.ts";
import {
  Badge,
  Button,
  Card,
  Form,
  FormErrors,
  Notice,
  Row,
  Select,
  Stack,
  TextArea,
  useLocale,
  useSubmit,
  useText,
  useToast,
  ValueMark,
} from "#design/index.ts";
import { useDraft } from "#design/useDraft.ts";
import { answer } from "#platform/http/client.ts";
import { sendChanges } from "#platform/http/newest.ts";
import { valuesQuery } from "#values/client.ts";
import { client } from "./client.ts";
import {
  hintsOf,
  type Language,
  languagesOf,
  longestQuestion,
  mostScaleQuestions,
  openQuestion,
  type QuestionKind,
  readingOf,
  suggestQuestion,
  textIn,
} from "./model/questions.ts";
import { pulseKey } from "./queries.ts";
import { text } from "./text.ts";
import { fetchNewest } from "./useChange.ts";
import type { Pulse } from "./wire.ts";

type Draft = { kind: QuestionKind; behaviourId: string | null; textDa: string; textEn: string };
/** The questions as they are written, without what is known of them besides. */
const writtenOf = ({ questions, version }: Pulse): { questions: Draft[]; version: number } => ({
  questions: questions.map(({ kind, behaviourId, textDa, textEn }) => ({
    ...{ kind, behaviourId, textDa, textEn },
  })),
  version,
});
const fieldOf: Record<Language, "textDa" | "textEn"> = { da: "textDa", en: "textEn" };

function Wording({
  draft,
  language,
  onChange,
  error,
}: {
  draft: Draft;
  language: Language;
  onChange: (value: string) => void;
  error: string | undefined;
}) {
  const t = useText(text);
  const written = textIn(draft, language);
  const hints = hintsOf(written, language, draft.kind);
  const said = [
    ...hints.map((hint) => t(`hint.${hint}`)),
    ...(hints.includes("hard") ? [] : [t(`reading.${readingOf(written, language).level}`)]),
  ];
  return (
    <Stack gap="small">
      <TextArea
        label={t(`questions.${language}`)}
        rows={1}
        value={written}
        // One sentence, which may take several lines here.
        onChange={(typed) => onChange(typed.replace(/\s*\n\s*/gu, " "))}
        maxLength={longestQuestion}
        error={error}
        {...(written.trim() === "" ? {} : { description: said.join(" ") })}
      />
    </Stack>
  );
}

const nameOf = (t: ReturnType<typeof text>, { kind }: Draft, index: number): string =>
  kind === "open" ? t("questions.open") : t("questions.number", { number: index + 1 });

/** What the words about reading ease rest on, for whoever asks. */
function ReadingNumbers({ drafts }: { drafts: readonly Draft[] }) {
  const t = useText(text);
  if (drafts.length === 0) return null;
  return (
    <details>
      <summary>{t("reading.how")}</summary>
      <p>{t("reading.howText")}</p>
      <ul>
        {drafts.map((draft, index) => (
          <li key={draft.behaviourId ?? "open"}>
            {nameOf(t, draft, index)}:{" "}
            {(["da", "en"] as const)
              .filter((language) => textIn(draft, language).trim() !== "")
              .map((language) =>
                t(`reading.${language}`, { value: readingOf(textIn(draft, language), language).value }),
              )
              .join(" · ")}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The questions, made from what was decided, in both languages, with help to word them. */
export function QuestionsCard({ pulse, mayEdit }: { pulse: Pulse; mayEdit: boolean }) {
  const t = useText(text);
  const { locale } = useLocale();
  const toast = useToast();
  const queries = useQueryClient();
  const { data: behaviours = [] } = useQuery(behavioursQuery({ unitId: pulse.unitId }));
  const { data: basis } = useQuery(valuesQuery);
  const { draft: drafts, setDraft: setDrafts, isOvertaken, handIn } = useDraft(writtenOf(pulse).questions);
  const save = useSubmit(
    () =>
      sendChanges(
        writtenOf(pulse),
        { questions: drafts },
        {
          send: ({ questions = drafts, version }) =>
            answer(
              client.pulses[":id"].questions.$put({ param: { id: pulse.id }, json: { questions, version } }),
            ),
          newest: async () => writtenOf(await fetchNewest(queries, pulse)),
        },
      ),
    async () => {
      handIn();
      await queries.invalidateQueries({ queryKey: pulseKey(pulse.id) });
      toast({ message: t("saved") });
    },
  );
  const decided = behaviours.filter(({ kind }) => kind === "decided");
  const behaviourOf = (id: string | null) => decided.find((behaviour) => behaviour.id === id);
  const valueWith = (id: string | null | undefined) => basis?.values.find((value) => value.id === id);
  const unasked = decided.filter(({ id }) => !drafts.some(({ behaviourId }) => behaviourId === id));
  const scaleCount = drafts.filter(({ kind }) => kind === "scale").length;
  const change = (index: number, part: Partial<Draft>) =>
    setDrafts(drafts.map((draft, at) => (at === index ? { ...draft, ...part } : draft)));
  const languages = languagesOf(drafts);

  if (!mayEdit)
    return (
      <Card id="questions" title={t("questions.title")}>
        <ol>
          {pulse.questions.map((question) => (
            <li key={question.id}>
              {textIn(question, locale) || textIn(question, locale === "da" ? "en" : "da")}
            </li>
          ))}
        </ol>
      </Card>
    );
  return (
    <Card id="questions" title={t("questions.title")}>
      <p>{t("questions.lead", { max: mostScaleQuestions })}</p>
      <Form
        onSubmit={() => void save.submit(undefined)}
        actions={
          <Button type="submit" busy={save.busy}>
            {t("questions.save")}
          </Button>
        }
      >
        {drafts.map((draft, index) => {
          const value = valueWith(behaviourOf(draft.behaviourId)?.valueId);
          const name = nameOf(t, draft, index);
          return (
            <Card
              key={draft.behaviourId ?? "open"}
              level={3}
              tone="sunken"
              title={name}
              actions={
                <Button
                  size="small"
                  variant="quiet"
                  aria-label={`${t("questions.remove")}: ${name}`}
                  onPress={() => setDrafts(drafts.filter((_, at) => at !== index))}
                >
                  {t("questions.remove")}
                </Button>
              }
            >
              {draft.behaviourId && (
                <Row>
                  {value && <ValueMark value={value} size="small" />}
                  <span>{behaviourOf(draft.behaviourId)?.act}</span>
                  {pulse.questions.find(({ behaviourId }) => behaviourId === draft.behaviourId)
                    ?.isAsBefore && <Badge tone="good">{t("questions.asBefore")}</Badge>}
                </Row>
              )}
              {(["da", "en"] as const).map((language) => (
                <Wording
                  key={language}
                  draft={draft}
                  language={language}
                  onChange={(value) => change(index, { [fieldOf[language]]: value })}
                  error={save.errors[`questions.${index}.${fieldOf[language]}`]}
                />
              ))}
            </Card>
          );
        })}
        {unasked.length > 0 && scaleCount < mostScaleQuestions && (
          <Select
            label={t("questions.add")}
            placeholder={t("questions.choose")}
            value=""
            options={unasked.map(({ id, act }) => ({ value: id, label: act }))}
            onChange={(id) => {
              const behaviour = behaviourOf(id);
              if (!behaviour) return;
              const added: Draft = { kind: "scale", behaviourId: id, ...suggestQuestion(behaviour) };
              setDrafts([...drafts.slice(0, scaleCount), added, ...drafts.slice(scaleCount)]);
            }}
          />
        )}
        {drafts.length === scaleCount && (
          <Row>
            <Button
              size="small"
              onPress={() => setDrafts([...drafts, { kind: "open", behaviourId: null, ...openQuestion }])}
            >
              {t("questions.addOpen")}
            </Button>
          </Row>
        )}
        <ReadingNumbers drafts={drafts} />
        {decided.length === 0 && <Notice tone="notice">{t("questions.nothingDecided")}</Notice>}
        {languages.length === 1 && (
          <Notice>{t(languages[0] === "da" ? "questions.onlyDanish" : "questions.onlyEnglish")}</Notice>
        )}
        {isOvertaken && (
          <Notice tone="notice" isSaid>
            {t("overtaken")}
          </Notice>
        )}
        <FormErrors problem={save.errors.questions ?? save.problem} />
      </Form>
    </Card>
  );
}
