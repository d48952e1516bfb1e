import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { client } from "#behaviour/client.ts";
import { canBeSeenByACustomer } from "#behaviour/model.ts";
import { behavioursKey, behavioursQuery } from "#behaviour/queries.ts";
import type { Behaviour } from "#behaviour/wire.ts";
import {
  Button,
  Card,
  EmptyState,
  Form,
  FormattedText,
  FormErrors,
  GuidancePanel,
  LinkButton,
  NotesField,
  Notice,
  Page,
  Row,
  Select,
  Skeleton,
  TextArea,
  useLocale,
  useSubmit,
  useText,
  useToast,
  ValueMark,
} from "#design/index.ts";
import { journeyQuery } from "#guide/queries.ts";
import { answer } from "#platform/http/client.ts";
import { changesIn } from "#platform/model/merge.ts";
import { valuesQuery } from "#values/client.ts";
import { text } from "./text.ts";

type Kind = "pointedTo" | "leadersOwn";
type Draft = { situation: string; act: string; notes: string; valueId: string };
const nothing: Draft = { situation: "", act: "", notes: "", valueId: "" };

/** One behaviour as it is written: the situation it shows in, the act, and the value that it stands for. */
function BehaviourForm({
  kind,
  initial = nothing,
  save,
  onCancel,
}: {
  kind: Kind;
  initial?: Draft;
  save: (draft: Draft) => Promise<unknown>;
  onCancel?: () => void;
}) {
  const t = useText(text);
  const { locale } = useLocale();
  const { data: basis } = useQuery(valuesQuery);
  const [draft, setDraft] = useState(initial);
  const sent = useSubmit(save, () => setDraft(initial === nothing ? nothing : draft));
  return (
    <Form
      onSubmit={() => void sent.submit(draft)}
      actions={
        <>
          <Button type="submit" busy={sent.busy} variant={onCancel ? "primary" : "secondary"}>
            {t(onCancel ? "behaviour.save" : "behaviour.add")}
          </Button>
          {onCancel && <Button onPress={onCancel}>{t("paste.cancel")}</Button>}
        </>
      }
    >
      <TextArea
        label={t("behaviour.when")}
        description={t("behaviour.whenHint")}
        value={draft.situation}
        onChange={(situation) => setDraft({ ...draft, situation })}
        error={sent.errors["situation"]}
        maxLength={2000}
        rows={2}
      />
      <TextArea
        label={t("behaviour.then")}
        description={t(`behaviour.thenHint.${kind}`)}
        value={draft.act}
        onChange={(act) => setDraft({ ...draft, act })}
        error={sent.errors["act"]}
        maxLength={2000}
        rows={2}
      />
      {draft.act.trim() && !canBeSeenByACustomer(draft.act, locale) && (
        <Notice tone="notice">{t("behaviour.vague")}</Notice>
      )}
      <NotesField
        label={t("behaviour.notes")}
        description={t("behaviour.notesHint")}
        isOptional
        value={draft.notes}
        onChange={(notes) => setDraft({ ...draft, notes })}
        error={sent.errors["notes"]}
        maxLength={20_000}
        rows={2}
      />
      <Select
        label={t("behaviour.value")}
        placeholder={t("behaviour.noValue")}
        options={(basis?.values ?? []).map((value) => ({ value: value.id, label: value.name }))}
        value={draft.valueId}
        onChange={(valueId) => setDraft({ ...draft, valueId })}
      />
      <FormErrors problem={sent.problem} />
    </Form>
  );
}

function BehaviourCard({ behaviour, kind, mayEdit }: { behaviour: Behaviour; kind: Kind; mayEdit: boolean }) {
  const t = useText(text);
  const toast = useToast();
  const queries = useQueryClient();
  const { data: basis } = useQuery(valuesQuery);
  // As it was when its form was opened: what is changed is sent, on top of what another may have saved since.
  const [opened, setOpened] = useState<Behaviour | null>(null);
  const refresh = () => queries.invalidateQueries({ queryKey: behavioursKey });
  const patch = (
    change: {
      retired?: boolean;
      act?: string;
      situation?: string;
      notes?: string;
      valueId?: string | null;
    },
    version: number,
  ) => answer(client.behaviours[":id"].$patch({ param: { id: behaviour.id }, json: { ...change, version } }));
  const remove = useSubmit(
    () => patch({ retired: true }, behaviour.version),
    async ({ version }) => {
      await refresh();
      toast({
        message: t("behaviour.removed"),
        undo: async () => {
          await patch({ retired: false }, version);
          await refresh();
        },
      });
    },
  );
  const value = basis?.values.find((each) => each.id === behaviour.valueId);
  if (opened)
    return (
      <Card level={3}>
        <BehaviourForm
          kind={kind}
          initial={{
            situation: behaviour.situation,
            act: behaviour.act,
            notes: behaviour.notes,
            valueId: behaviour.valueId ?? "",
          }}
          onCancel={() => setOpened(null)}
          save={async ({ valueId, ...draft }) => {
            await patch(changesIn(opened, { ...draft, valueId: valueId || null }), behaviour.version);
            await refresh();
            setOpened(null);
          }}
        />
      </Card>
    );
  return (
    <Card level={3}>
      <p>
        {behaviour.situation && <>{t("behaviour.whenShown", { situation: behaviour.situation })} </>}
        <strong>{behaviour.act}</strong>
      </p>
      {behaviour.notes.trim() && <FormattedText>{behaviour.notes}</FormattedText>}
      <Row isApart>
        {value ? <ValueMark value={value} size="small" /> : <span />}
        {mayEdit && (
          <Row>
            <Button size="small" onPress={() => setOpened(behaviour)}>
              {t("behaviour.edit")}
            </Button>
            <Button size="small" variant="quiet" onPress={() => void remove.submit(undefined)}>
              {t("statement.remove")}
            </Button>
          </Row>
        )}
      </Row>
      <FormErrors problem={remove.problem} />
    </Card>
  );
}

/** Step 2: the behaviour that matters most towards customers, and what the leader promises to show herself. */
export function BehavioursPage() {
  const t = useText(text);
  const toast = useToast();
  const queries = useQueryClient();
  const { journeyId } = useParams({ strict: false }) as { journeyId: string };
  const { data: journey } = useQuery(journeyQuery(journeyId));
  const { data: behaviours } = useQuery(behavioursQuery({ journeyId }));
  const add = (kind: Kind) => async (draft: Draft) => {
    const json = { journeyId, kind, ...draft, valueId: draft.valueId || null, sources: [] };
    await answer(client.behaviours.$post({ json }));
    await queries.invalidateQueries({ queryKey: behavioursKey });
    toast({ message: t("behaviour.added") });
  };
  const step = journey?.guide.steps.find((each) => each.key === "prepareBehaviour");
  return (
    <Page
      title={t("behaviours.title")}
      lead={t("behaviours.lead")}
      path={journey ? [{ label: journey.title, href: `/journeys/${journeyId}` }] : []}
      aside={
        step && (
          <GuidancePanel example={<em>{step.example["behaviour"]}</em>}>
            <ul>
              {step.guidance.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </GuidancePanel>
        )
      }
    >
      {(["pointedTo", "leadersOwn"] as const).map((kind) => {
        const ofKind = behaviours?.filter((behaviour) => behaviour.kind === kind);
        return (
          <Card key={kind} title={t(`behaviours.${kind}`)} tone={kind === "leadersOwn" ? "sunken" : "paper"}>
            {!ofKind && <Skeleton lines={3} />}
            {ofKind?.length === 0 && (
              <EmptyState title={t("behaviours.empty")}>{t(`behaviours.emptyText.${kind}`)}</EmptyState>
            )}
            {ofKind?.map((behaviour) => (
              <BehaviourCard
                key={behaviour.id}
                behaviour={behaviour}
                kind={kind}
                mayEdit={journey?.mayEdit ?? false}
              />
            ))}
            {journey?.mayEdit && <BehaviourForm kind={kind} save={add(kind)} />}
          </Card>
        );
      })}
      <Row>
        <LinkButton href={`/journeys/${journeyId}/steps/prepareBehaviour`}>{t("statements.back")}</LinkButton>
      </Row>
    </Page>
  );
}
