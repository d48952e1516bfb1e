import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { Eye, PencilLine, Plus } from "lucide-react";
import { useEffect, useState } from "react";
import {
  Button,
  Card,
  ConfirmDialog,
  ConflictNotice,
  LinkButton,
  NotFoundPage,
  Notice,
  Page,
  RadioGroup,
  Row,
  SavingStatus,
  Skeleton,
  Stack,
  useLocale,
  useText,
  useToast,
} from "#design/index.ts";
import { Moved, useSortable } from "#design/sortable.tsx";
import { useMay } from "#organisation/session.tsx";
import { answer } from "#platform/http/client.ts";
import { client } from "../client.ts";
import { GuideView } from "../guideView.tsx";
import {
  filledFromOther,
  fromDraft,
  guideField,
  keysIn,
  type Language,
  languages,
  most,
  stepField,
} from "../model/draft.ts";
import { draftQuery, guidesQuery } from "../queries.ts";
import { text } from "../text.ts";
import { type GuideDraft, type GuideSummary, workAreas } from "../wire.ts";
import styles from "./adapt.module.css";
import { Flaws } from "./flaws.tsx";
import { moved, newKey } from "./order.ts";
import { StepEditor } from "./stepEditor.tsx";
import { type Adapting, useAdapting } from "./useAdapting.ts";
import { Words } from "./words.tsx";

/** The steps in their order; one after another is opened to be written in. */
function Steps({
  adapting,
  language,
  guides,
  guideKey,
  open,
  setOpen,
}: {
  adapting: Adapting;
  language: Language;
  guides: readonly GuideSummary[];
  guideKey: string;
  open: string | null;
  setOpen: (key: string | null) => void;
}) {
  const t = useText(text);
  const toast = useToast();
  const { draft, change, errors } = adapting;
  const steps = keysIn(draft["steps"]);
  const write = (order: readonly string[]) => change({ steps: order.join(" ") });
  const sort = useSortable(steps, (key, to) => write(moved(steps, key, to)));
  const error = errors.find(({ field }) => field === "steps")?.message;
  return (
    <Card title={t("adapt.steps")}>
      {error && (
        <p role="alert" className={styles.error}>
          {error}
        </p>
      )}
      <ol ref={sort.list} className={styles.list} data-field="steps">
        {sort.order.map((key, index) => (
          <StepEditor
            key={key}
            adapting={adapting}
            stepKey={key}
            place={index + 1}
            language={language}
            others={guides.filter((guide) => guide.key !== guideKey)}
            isOpen={open === key}
            isDragged={sort.dragged === key}
            handle={sort.handle(key)}
            onToggle={() => setOpen(open === key ? null : key)}
            onRemove={() => {
              write(steps.filter((each) => each !== key));
              toast({ message: t("adapt.stepRemoved"), undo: () => write(steps) });
            }}
          />
        ))}
      </ol>
      <Moved moved={sort.moved} of={steps.length} />
      {steps.length < most.steps && (
        <Row>
          <Button
            icon={<Plus />}
            onPress={() => {
              const key = newKey();
              change({
                steps: [...steps, key].join(" "),
                [stepField(key, "prompts")]: newKey(),
                [stepField(key, "minutes")]: "30",
              });
              setOpen(key);
            }}
          >
            {t("adapt.addStep")}
          </Button>
        </Row>
      )}
    </Card>
  );
}

function Editor({ initial, guides }: { initial: GuideDraft; guides: readonly GuideSummary[] }) {
  const t = useText(text);
  const { locale } = useLocale();
  const toast = useToast();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { key } = initial;
  const home = `/guides/${key}`;
  const adapting = useAdapting(initial);
  const { draft, change } = adapting;
  const [language, setLanguage] = useState<Language>(locale);
  const [open, setOpen] = useState<string | null>(null);
  const [isPreview, setPreview] = useState(false);
  const [wanted, setWanted] = useState<string | null>(null);
  const titleOf = (guide: string) => guides.find((each) => each.key === guide)?.title;
  const other = language === "da" ? "en" : "da";
  const missing = filledFromOther(draft, language);
  const count = Object.keys(missing).length;

  // The place that is wrong is opened, in its language, and written in at once.
  useEffect(() => {
    if (!wanted) return;
    const place = document.querySelector(`[data-field="${wanted}"]`);
    place?.querySelector<HTMLElement>("input, textarea, select, button")?.focus();
    place?.scrollIntoView({ block: "center" });
    setWanted(null);
  }, [wanted]);
  const goTo = (field: string) => {
    setPreview(false);
    setLanguage(languages.find((each) => field.includes(`.${each}.`)) ?? language);
    const [, step] = field.match(/^step\.([^.]+)\./) ?? [];
    if (step) setOpen(step);
    setWanted(field);
  };
  const leave = async (message: string, undo?: () => void) => {
    await queries.invalidateQueries({ queryKey: ["guide"] });
    await navigate({ to: home });
    toast({ message, ...(undo ? { undo } : {}) });
  };
  const discard = async () => {
    const fields = draft;
    await answer(client.guides[":key"].draft.$delete({ param: { key } }));
    await leave(t("adapt.discarded"), () => {
      void answer(client.guides[":key"].draft.$put({ param: { key }, json: { fields } })).then(async () => {
        await queries.invalidateQueries({ queryKey: ["guide"] });
        await navigate({ to: `${home}/adapt` });
      });
    });
  };
  const publish = async () => {
    const edition = await adapting.publish();
    if (edition) await leave(t("adapt.published", { version: edition.version }));
  };
  const conflictLabels = Object.fromEntries(
    (adapting.conflict?.fields ?? []).map((field) => [field, t("adapt.conflictField")]),
  );

  return (
    <Page
      title={t("adapt.title", { title: draft[guideField(language, "title")] || (titleOf(key) ?? "") })}
      lead={t("adapt.lead")}
      width="wide"
      path={[
        { label: t("guides.title"), href: "/guides" },
        { label: titleOf(key) ?? "", href: home },
      ]}
      actions={
        <>
          <Button
            variant="quiet"
            icon={isPreview ? <PencilLine /> : <Eye />}
            onPress={() => setPreview(!isPreview)}
          >
            {t(isPreview ? "adapt.write" : "adapt.preview")}
          </Button>
          <ConfirmDialog
            title={t("adapt.publishTitle", { version: initial.nextVersion })}
            confirmLabel={t("adapt.publishNow")}
            onConfirm={() => void publish()}
            trigger={<Button variant="primary">{t("adapt.publish")}</Button>}
          >
            <p>{t("adapt.publishText")}</p>
            <p>{t("adapt.underWay", { count: initial.underWay })}</p>
          </ConfirmDialog>
        </>
      }
    >
      <ConflictNotice
        conflict={adapting.conflict}
        labels={conflictLabels}
        settle={adapting.settle}
        what={t("adapt.conflict")}
        theirs={t("conflict.theirs")}
      />
      <Flaws adapting={adapting} goTo={goTo} />
      <Row isApart>
        <RadioGroup
          label={t("adapt.language")}
          layout="row"
          options={languages.map((each) => ({ value: each, label: t(`language.${each}`) }))}
          value={language}
          onChange={setLanguage}
        />
        <SavingStatus saving={adapting.saving} refused={adapting.refused} />
      </Row>
      {isPreview ? (
        <Stack>
          <Notice>{t("adapt.previewOf")}</Notice>
          <GuideView
            guide={fromDraft(draft, { key, version: initial.nextVersion, areas: workAreas }, language)}
            titleOf={titleOf}
          />
        </Stack>
      ) : (
        <Stack>
          {count > 0 && (
            <Notice tone="notice">
              <p>{t("adapt.missing", { count, language: t(`language.${language}`) })}</p>
              <Row>
                <Button
                  size="small"
                  onPress={() => {
                    change(missing);
                    toast({
                      message: t("adapt.filled", { count }),
                      undo: () =>
                        change(Object.fromEntries(Object.keys(missing).map((field) => [field, ""]))),
                    });
                  }}
                >
                  {t("adapt.fill", { language: t(`language.${other}`) })}
                </Button>
              </Row>
            </Notice>
          )}
          <Card>
            <Words adapting={adapting} field={guideField(language, "title")} label={t("adapt.guideTitle")} />
            <Words
              adapting={adapting}
              field={guideField(language, "purpose")}
              label={t("adapt.purpose")}
              rows={2}
            />
          </Card>
          <Steps
            adapting={adapting}
            language={language}
            guides={guides}
            guideKey={key}
            open={open}
            setOpen={setOpen}
          />
          <Row>
            <Button variant="quiet" onPress={() => void discard()}>
              {t("adapt.discard")}
            </Button>
          </Row>
        </Stack>
      )}
    </Page>
  );
}

/** An organisation adapts a guide: its words, its steps and questions, their order. */
export function AdaptPage() {
  const t = useText(text);
  const { may } = useMay();
  const { guideKey } = useParams({ strict: false }) as { guideKey: string };
  const mayAdapt = may("guide.adapt");
  const { data } = useQuery({ ...draftQuery(guideKey), enabled: mayAdapt });
  const { data: guides } = useQuery(guidesQuery);
  if (!mayAdapt) return <NotFoundPage />;
  if (!data || !guides)
    return (
      <Page title={t("guides.one")}>
        <Skeleton lines={8} />
      </Page>
    );
  if (!data.draft)
    return (
      <Page title={t("adapt.none")} width="narrow">
        <LinkButton href={`/guides/${guideKey}`}>{t("adapt.toGuide")}</LinkButton>
      </Page>
    );
  return <Editor key={guideKey} initial={data.draft} guides={guides} />;
}
