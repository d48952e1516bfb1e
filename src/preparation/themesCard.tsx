import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Ellipsis } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import {
  Button,
  Card,
  Dialog,
  Form,
  FormErrors,
  Menu,
  Notice,
  Row,
  Skeleton,
  SuggestedGroups,
  TextField,
  useSubmit,
  useText,
  useToast,
} from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { type Closeness, suggestClusters, type Words } from "#platform/text/likeness.ts";
import { wordsFor } from "#platform/text/words.ts";
import { client } from "./client.ts";
import { longestThemeName, mostSuggested, mostThemes } from "./model/themes.ts";
import { allStatementsQuery, statementsKey } from "./queries.ts";
import { text } from "./text.ts";
import styles from "./themes.module.css";
import type { Theme } from "./wire.ts";

type NewThemes = {
  themes: { name: string; statementIds: string[] }[];
  into?: { themeId: string; statementIds: string[] }[];
};
const addThemes = (journeyId: string, json: NewThemes) =>
  answer(client.journeys[":id"].themes.$post({ param: { id: journeyId }, json }));

/** What customers say in a few words: the themes with how many statements stand under each, pressed to see which. */
export function ThemesCard({
  journeyId,
  themes,
  shown,
  onShow,
}: {
  journeyId: string;
  themes: readonly Theme[];
  /** The theme whose statements are shown, "none" or "all". */
  shown: string;
  onShow: (theme: string) => void;
}) {
  const t = useText(text);
  const [isSuggesting, setSuggesting] = useState(false);
  const [isAdding, setAdding] = useState(false);
  const [renamed, setRenamed] = useState<Theme | null>(null);
  return (
    <Card title={t("themes.title")}>
      {themes.length === 0 && <p>{t("themes.lead")}</p>}
      {themes.length > 0 && (
        <ul className={styles.themes}>
          {themes.map((theme) => (
            <ThemeRow
              key={theme.id}
              journeyId={journeyId}
              theme={theme}
              isShown={shown === theme.id}
              onShow={() => onShow(shown === theme.id ? "all" : theme.id)}
              onRename={() => setRenamed(theme)}
            />
          ))}
        </ul>
      )}
      <Row>
        <Button onPress={() => setSuggesting(true)}>{t("themes.suggest")}</Button>
        <Button variant="quiet" isDisabled={themes.length >= mostThemes} onPress={() => setAdding(true)}>
          {t("themes.new")}
        </Button>
      </Row>
      <Dialog
        title={t("themes.suggestTitle")}
        size="large"
        isKept
        isOpen={isSuggesting}
        onOpenChange={setSuggesting}
      >
        {({ close }) => <Suggestion journeyId={journeyId} themes={themes} close={close} />}
      </Dialog>
      <Dialog
        title={t(renamed ? "themes.rename" : "themes.new")}
        size="small"
        isOpen={isAdding || renamed !== null}
        onOpenChange={(isOpen) => {
          if (isOpen) return;
          setAdding(false);
          setRenamed(null);
        }}
      >
        {({ close }) => (
          <NameForm
            journeyId={journeyId}
            theme={themes.find(({ id }) => id === renamed?.id) ?? renamed}
            close={close}
          />
        )}
      </Dialog>
    </Card>
  );
}

function ThemeRow({
  journeyId,
  theme,
  isShown,
  onShow,
  onRename,
}: {
  journeyId: string;
  theme: Theme;
  isShown: boolean;
  onShow: () => void;
  onRename: () => void;
}) {
  const t = useText(text);
  const toast = useToast();
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: statementsKey(journeyId) });
  const drop = useSubmit(
    () =>
      answer(
        client.journeys[":id"].themes[":themeId"].$delete({ param: { id: journeyId, themeId: theme.id } }),
      ),
    async (dropped) => {
      await refresh();
      toast({
        message: t("themes.dropped", { name: dropped.name }),
        undo: async () => {
          await addThemes(journeyId, { themes: [dropped] });
          await refresh();
        },
      });
    },
  );
  return (
    <li className={styles.theme}>
      <button type="button" className={styles.name} aria-pressed={isShown} onClick={onShow}>
        <span>{theme.name}</span>
        <span>{t("themes.count", { count: theme.count })}</span>
      </button>
      <Menu
        label={t("themes.more", { name: theme.name })}
        trigger={
          <Button
            size="small"
            variant="quiet"
            icon={<Ellipsis aria-hidden />}
            aria-label={t("themes.more", { name: theme.name })}
          />
        }
        items={[
          { id: "rename", label: t("themes.rename"), onAction: onRename },
          { id: "drop", label: t("themes.drop"), onAction: () => void drop.submit(undefined) },
        ]}
      />
      <FormErrors problem={drop.problem} />
    </li>
  );
}

function NameForm({
  journeyId,
  theme,
  close,
}: {
  journeyId: string;
  theme: Theme | null;
  close: () => void;
}) {
  const t = useText(text);
  const queries = useQueryClient();
  const [name, setName] = useState(theme?.name ?? "");
  const sent = useSubmit<undefined, unknown>(
    () =>
      theme
        ? answer(
            client.journeys[":id"].themes[":themeId"].$patch({
              param: { id: journeyId, themeId: theme.id },
              json: { name, version: theme.version },
            }),
          )
        : addThemes(journeyId, { themes: [{ name, statementIds: [] }] }),
    async () => {
      await queries.invalidateQueries({ queryKey: statementsKey(journeyId) });
      close();
    },
  );
  return (
    <Form
      onSubmit={() => void sent.submit(undefined)}
      actions={
        <Button type="submit" variant="primary" busy={sent.busy}>
          {t("statement.save")}
        </Button>
      }
    >
      <TextField
        label={t("themes.name")}
        value={name}
        onChange={setName}
        error={sent.errors["name"] ?? sent.errors["themes.0.name"]}
        maxLength={longestThemeName}
        autoFocus
      />
      <FormErrors problem={sent.problem} />
    </Form>
  );
}

/** Statements that say much the same, worked out from their words in this browser: taken, renamed or left. */
function Suggestion({
  journeyId,
  themes,
  close,
}: {
  journeyId: string;
  themes: readonly Theme[];
  close: () => void;
}) {
  const t = useText(text);
  const toast = useToast();
  const queries = useQueryClient();
  const { data: statements } = useQuery({ ...allStatementsQuery(journeyId), staleTime: 0 });
  const [words, setWords] = useState<Words | null>(null);
  const [how, setHow] = useState<Closeness>("middle");
  useEffect(() => {
    if (statements)
      void wordsFor(statements.map((each) => each.text)).then((loaded) => setWords(() => loaded));
  }, [statements]);
  const loose = useMemo(() => statements?.filter(({ themeId }) => themeId === null), [statements]);
  const suggested = useMemo(() => {
    if (!words || !loose || !statements) return null;
    const known = themes.map(({ id, name }) => ({
      ...{ id, name },
      texts: statements.filter(({ themeId }) => themeId === id).map((each) => each.text),
    }));
    return suggestClusters(loose.slice(0, mostSuggested), known, words, how);
  }, [words, loose, statements, themes, how]);
  const take = useSubmit(
    (json: NewThemes) => addThemes(journeyId, json),
    async () => {
      await queries.invalidateQueries({ queryKey: statementsKey(journeyId) });
      toast({ message: t("themes.taken") });
      close();
    },
  );
  if (!suggested || !loose) return <Skeleton lines={5} />;
  return (
    <SuggestedGroups
      suggested={suggested}
      texts={new Map(loose.map((each) => [each.id, each.text]))}
      how={how}
      onHow={setHow}
      longestName={longestThemeName}
      notice={loose.length > mostSuggested && <Notice>{t("themes.many", { count: mostSuggested })}</Notice>}
      busy={take.busy}
      problem={take.problem}
      words={{
        about: t("themes.about"),
        how: t("themes.how"),
        ...{ loose: t("themes.loose"), middle: t("themes.middle"), close: t("themes.close") },
        use: (name) => t("themes.use", { name: name || t("themes.noName") }),
        into: (name) => t("themes.into", { name }),
        name: t("themes.name"),
        unnamed: (number) => t("themes.unnamed", { number }),
        move: (statement) => t("themes.move", { statement }),
        nowhere: t("statement.noTheme"),
        none: t("themes.none"),
        apply: (count) => t("themes.apply", { count }),
        left: (count) => t("themes.left", { count }),
      }}
      onTake={(taken) =>
        void take.submit({
          themes: taken
            .filter(({ clusterId }) => clusterId === null)
            .map(({ name, noteIds }, at) => ({
              name: name || t("themes.unnamed", { number: at + 1 }),
              statementIds: noteIds,
            })),
          into: taken.flatMap(({ clusterId, noteIds }) =>
            clusterId === null ? [] : [{ themeId: clusterId, statementIds: noteIds }],
          ),
        })
      }
    />
  );
}
