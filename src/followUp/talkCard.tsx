import { useQuery, useQueryClient } from "@tanstack/react-query";
import { behavioursQuery } from "#behaviour/queries.ts";
import { Card, Notice, Row, SavingStatus, Select, TextArea, useSaving, useText } from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import type { Written } from "#platform/merge.ts";
import { client } from "./client.ts";
import { oneToOneQuery } from "./queries.ts";
import { ConflictNotice } from "./saved.tsx";
import { text } from "./text.ts";
import type { OneToOne } from "./wire.ts";

const writtenOf = ({ behaviourId, agreement, notes }: OneToOne): Written => ({
  ...{ behaviourId: behaviourId ?? "", agreement, notes },
});

/** The unit's decided behaviours; the one that is chosen stays in the list though it no longer holds. */
function useDecided(unitId: string | null) {
  const { data } = useQuery({ ...behavioursQuery({ unitId: unitId ?? "" }), enabled: unitId !== null });
  return (data ?? []).filter(({ kind }) => kind === "decided");
}

/** What they agree on and write down together. */
export function TalkCard({ oneToOne }: { oneToOne: OneToOne }) {
  const t = useText(text);
  const queries = useQueryClient();
  const { id, unitId } = oneToOne;
  const decided = useDecided(unitId);
  const { draft, change, saving, refused, conflict, settle } = useSaving({
    initial: writtenOf(oneToOne),
    version: oneToOne.version,
    send: ({ behaviourId, ...fields }, version) =>
      answer(
        client["one-to-ones"][":id"].$patch({
          param: { id },
          json: {
            ...fields,
            ...(behaviourId === undefined ? {} : { behaviourId: behaviourId || null }),
            version,
          },
        }),
      ),
    theirs: (current) => {
      const now = current as OneToOne;
      return { written: writtenOf(now), version: now.version };
    },
    onSaved: () => void queries.invalidateQueries({ queryKey: oneToOneQuery(id).queryKey }),
  });
  const labels = {
    ...{ behaviourId: t("talk.behaviour"), agreement: t("talk.agreement"), notes: t("talk.notes") },
  };
  return (
    <Card title={t("talk.title")}>
      <ConflictNotice conflict={conflict} labels={labels} settle={settle} />
      <Select
        label={t("talk.behaviour")}
        description={t("talk.behaviourHint")}
        placeholder={t("talk.noBehaviour")}
        options={decided.map((behaviour) => ({ value: behaviour.id, label: behaviour.act }))}
        value={draft["behaviourId"] ?? ""}
        onChange={(behaviourId) => change({ behaviourId })}
      />
      <TextArea
        label={t("talk.agreement")}
        description={t("talk.agreementHint")}
        value={draft["agreement"] ?? ""}
        onChange={(agreement) => change({ agreement })}
        maxLength={10_000}
      />
      <TextArea
        label={t("talk.notes")}
        description={t("talk.notesHint")}
        value={draft["notes"] ?? ""}
        onChange={(notes) => change({ notes })}
        maxLength={10_000}
        rows={5}
      />
      <Row>
        <SavingStatus saving={saving} refused={refused} />
      </Row>
    </Card>
  );
}

/** What they agreed, once they have talked. */
export function TalkRead({ oneToOne }: { oneToOne: OneToOne }) {
  const t = useText(text);
  const decided = useDecided(oneToOne.unitId);
  const behaviour = decided.find(({ id }) => id === oneToOne.behaviourId);
  return (
    <Card title={t("talk.title")} tone="accent">
      {oneToOne.isUnreadable && <Notice tone="notice">{t("refusal.sealedElsewhere")}</Notice>}
      {behaviour && (
        <div>
          <strong>{t("talk.behaviour")}</strong>
          <p>{behaviour.act}</p>
        </div>
      )}
      {(["agreement", "notes"] as const).map((part) => (
        <div key={part}>
          <strong>{t(`talk.${part}`)}</strong>
          <p style={{ whiteSpace: "pre-wrap" }}>{oneToOne[part] || t("talk.nothing")}</p>
        </div>
      ))}
    </Card>
  );
}
