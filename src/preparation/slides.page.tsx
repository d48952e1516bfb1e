import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { FileDown } from "lucide-react";
import { useState } from "react";
import {
  Badge,
  Button,
  EmptyState,
  Form,
  FormErrors,
  LinkButton,
  Notice,
  Page,
  Row,
  Skeleton,
  Stack,
  TextArea,
  TextField,
  useSubmit,
  useText,
  useToast,
} from "#design/index.ts";
import { Handle, Moved, useSortable } from "#design/sortable.tsx";
import { useDraft } from "#design/useDraft.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import type { Slide } from "./meeting.wire.ts";
import styles from "./present.module.css";
import { planQuery, slidesQuery } from "./queries.ts";
import { SlidesLanguage } from "./slidesLanguage.tsx";
import { SlidesNews } from "./slidesNews.tsx";
import { SlideView } from "./slideView.tsx";
import { text } from "./text.ts";
import { useRefresh } from "./usePlan.ts";

function SlideForm({ slide, meetingId, onDone }: { slide: Slide; meetingId: string; onDone: () => void }) {
  const t = useText(text);
  const refresh = useRefresh();
  const { title, body, speakerNotes } = slide;
  const { draft, setDraft, isOvertaken, handIn } = useDraft({ title, body, speakerNotes });
  const save = useSubmit(
    () =>
      answer(
        client.meetings[":id"].slides[":slideId"].$patch({
          param: { id: meetingId, slideId: slide.id },
          json: { ...draft, version: slide.version },
        }),
      ),
    async () => {
      handIn();
      await refresh();
      onDone();
    },
  );
  return (
    <Form
      onSubmit={() => void save.submit(undefined)}
      actions={
        <>
          <Button type="submit" size="small" variant="primary" busy={save.busy}>
            {t("slides.save")}
          </Button>
          <Button size="small" variant="quiet" onPress={onDone}>
            {t("slides.cancel")}
          </Button>
        </>
      }
    >
      <TextField
        label={t("slides.slideTitle")}
        value={draft.title}
        onChange={(value) => setDraft({ ...draft, title: value })}
        error={save.errors.title}
        maxLength={300}
      />
      <TextArea
        label={t("slides.body")}
        value={draft.body}
        onChange={(value) => setDraft({ ...draft, body: value })}
        error={save.errors.body}
        maxLength={4000}
      />
      <TextArea
        label={t("slides.notes")}
        description={t("slides.notesHint")}
        value={draft.speakerNotes}
        onChange={(value) => setDraft({ ...draft, speakerNotes: value })}
        error={save.errors.speakerNotes}
        maxLength={4000}
      />
      {isOvertaken && <Notice tone="notice">{t("plan.overtaken")}</Notice>}
      <FormErrors problem={save.problem} />
    </Form>
  );
}

function SlideRow({
  slide,
  meetingId,
  place,
  of,
  previous,
  handle,
  isDragged,
}: {
  slide: Slide;
  meetingId: string;
  place: number;
  of: number;
  previous: string | null;
  handle: ReturnType<ReturnType<typeof useSortable>["handle"]>;
  isDragged: boolean;
}) {
  const t = useText(text);
  const toast = useToast();
  const refresh = useRefresh();
  const [isEditing, setEditing] = useState(false);
  const param = { id: meetingId, slideId: slide.id };
  const hide = useSubmit(() => {
    const json = { isHidden: !slide.isHidden, version: slide.version };
    return answer(client.meetings[":id"].slides[":slideId"].$patch({ param, json }));
  }, refresh);
  const remove = useSubmit(
    () => answer(client.meetings[":id"].slides[":slideId"].$delete({ param })),
    async () => {
      await refresh();
      toast({
        message: t("slides.removed"),
        undo: async () => {
          const { id, title, body, speakerNotes, point, isHidden, madeFrom, answered } = slide;
          const what = { id, title, body, speakerNotes, point, isHidden, madeFrom, answered };
          const json = { ...what, after: previous };
          await answer(client.meetings[":id"].slides.$post({ param: { id: meetingId }, json }));
          await refresh();
        },
      });
    },
  );
  return (
    <li
      className={styles.deckItem}
      data-hidden={slide.isHidden || undefined}
      data-dragged={isDragged || undefined}
    >
      <Handle label={slide.title} {...handle} />
      <div className={styles.thumb} aria-hidden>
        <SlideView slide={slide} place={place} of={of} isSmall />
      </div>
      {isEditing ? (
        <SlideForm slide={slide} meetingId={meetingId} onDone={() => setEditing(false)} />
      ) : (
        <Stack gap="small">
          <h2 className={styles.label}>{slide.title}</h2>
          {slide.speakerNotes && <p>{slide.speakerNotes}</p>}
          <Row>
            {slide.isHidden && <Badge>{t("slides.hidden")}</Badge>}
            {slide.isEdited && slide.madeFrom && <Badge tone="accent">{t("slides.edited")}</Badge>}
            <Button size="small" onPress={() => setEditing(true)}>
              {t("slides.edit")}
            </Button>
            <Button size="small" variant="quiet" onPress={() => void hide.submit(undefined)}>
              {t(slide.isHidden ? "slides.show" : "slides.hide")}
            </Button>
            {/* What is made would be made again: it is hidden instead. */}
            {!slide.madeFrom && (
              <Button size="small" variant="quiet" onPress={() => void remove.submit(undefined)}>
                {t("slides.remove")}
              </Button>
            )}
          </Row>
          <FormErrors problem={hide.problem ?? remove.problem} />
        </Stack>
      )}
    </li>
  );
}

/** The slides of the five points: made from what is there, then hers to change. */
export function SlidesPage() {
  const t = useText(text);
  const toast = useToast();
  const queries = useQueryClient();
  const refresh = useRefresh();
  const { meetingId } = useParams({ strict: false }) as { meetingId: string };
  const { data: plan } = useQuery(planQuery(meetingId));
  const { data } = useQuery(slidesQuery(meetingId));
  const slides = data?.slides ?? [];
  const param = { id: meetingId };
  const make = useSubmit(
    () => answer(client.meetings[":id"].slides.made.$post({ param, query: {} })),
    async ({ made, changed, removed }) => {
      await refresh();
      toast({ message: t("slides.made", { made, changed, removed }) });
    },
  );
  const add = useSubmit(() => {
    const json = { title: t("slides.new"), after: slides.at(-1)?.id ?? null };
    return answer(client.meetings[":id"].slides.$post({ param, json }));
  }, refresh);
  const reorder = useSubmit(
    (slideIds: string[]) => answer(client.meetings[":id"].slides.order.$put({ param, json: { slideIds } })),
    refresh,
  );
  const ids = slides.map(({ id }) => id);
  const { list, order, handle, dragged, moved } = useSortable(ids, (id, to) => {
    const rest = ids.filter((each) => each !== id);
    const next = [...rest.slice(0, to), id, ...rest.slice(to)];
    // Shown at once; what is refused is read anew.
    queries.setQueryData(slidesQuery(meetingId).queryKey, {
      ...{ hasNews: data?.hasNews ?? false, locale: data?.locale ?? "da" },
      slides: next.map((each) => slides.find((slide) => slide.id === each)!),
    });
    void reorder.submit(next).then((isSaved) => (isSaved ? undefined : refresh()));
  });
  const shown = order.flatMap((id) => slides.find((slide) => slide.id === id) ?? []);
  const makeButton = (
    <Button
      variant={slides.length ? "secondary" : "primary"}
      busy={make.busy}
      onPress={() => void make.submit(undefined)}
    >
      {t(slides.length ? "slides.makeAgain" : "slides.make")}
    </Button>
  );
  return (
    <Page
      title={t("slides.title")}
      lead={t("slides.lead")}
      path={plan ? [{ label: plan.title, href: `/meetings/${meetingId}/plan` }] : []}
      actions={
        slides.length > 0 && (
          <>
            <LinkButton variant="primary" href={`/meetings/${meetingId}/present`}>
              {t("slides.present")}
            </LinkButton>
            {makeButton}
            <LinkButton
              href={`/api/preparation/meetings/${meetingId}/slides.pptx`}
              icon={<FileDown aria-hidden />}
            >
              {t("slides.pptx")}
            </LinkButton>
            <LinkButton
              href={`/api/preparation/meetings/${meetingId}/slides.pdf`}
              icon={<FileDown aria-hidden />}
            >
              {t("slides.pdf")}
            </LinkButton>
          </>
        )
      }
    >
      <FormErrors problem={make.problem ?? add.problem ?? reorder.problem} />
      {!data && <Skeleton lines={8} />}
      {data && slides.length === 0 && (
        <EmptyState title={t("slides.empty")} action={makeButton}>
          {t("slides.emptyText")}
        </EmptyState>
      )}
      <SlidesNews meetingId={meetingId} />
      <SlidesLanguage meetingId={meetingId} />
      {slides.length > 0 && (
        <>
          <ol className={styles.deck} ref={list}>
            {shown.map((slide, index) => (
              <SlideRow
                key={slide.id}
                slide={slide}
                meetingId={meetingId}
                place={index + 1}
                of={shown.length}
                previous={shown[index - 1]?.id ?? null}
                handle={handle(slide.id)}
                isDragged={dragged === slide.id}
              />
            ))}
          </ol>
          <Moved moved={moved} of={shown.length} />
          <Row>
            <Button busy={add.busy} onPress={() => void add.submit(undefined)}>
              {t("slides.add")}
            </Button>
          </Row>
        </>
      )}
    </Page>
  );
}
