import { useQuery, useQueryClient } from "@tanstack/react-query";
import { UserCheck } from "lucide-react";
import { useState } from "react";
import {
  Button,
  Card,
  DateField,
  Dialog,
  FieldRow,
  Form,
  FormErrors,
  Select,
  useFormat,
  useSubmit,
  useText,
  useToast,
} from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { AskAndDo } from "../askAndDo.tsx";
import { client } from "../client.ts";
import { mostDeputyDays } from "../model.ts";
import { text } from "../page.text.ts";
import { useMay, useSession } from "../session.tsx";
import styles from "../units.module.css";
import { unitsQuery } from "../units.ts";
import type { Deputy } from "./wire.ts";

const today = () => new Date().toISOString().slice(0, 10);
const latestDay = (from: string): string => {
  const day = new Date(`${from || today()}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() + mostDeputyDays);
  return day.toISOString().slice(0, 10);
};

/** Who leads the unit, and who does in her place for a time: everybody of the unit sees it. */
export function DeputiesCard({ unitId }: { unitId: string }) {
  const t = useText(text);
  const format = useFormat();
  const { may } = useMay();
  const [isAppointing, setAppointing] = useState(false);
  const { data: units } = useQuery(unitsQuery);
  const { data: deputies } = useQuery({
    queryKey: ["organisation", "deputies", unitId],
    queryFn: () => answer(client.units[":id"].deputies.$get({ param: { id: unitId } })),
  });
  const mayAppoint = may("deputy.appoint", { unitId });
  const here = (deputies ?? []).map(({ name }) => name);
  const leaders =
    units?.find(({ id }) => id === unitId)?.leaders.filter((name) => !here.includes(name)) ?? [];
  if (!deputies || (deputies.length === 0 && leaders.length === 0 && !mayAppoint)) return null;
  return (
    <Card
      title={t("deputies.title")}
      actions={
        mayAppoint && (
          <Button icon={<UserCheck />} onPress={() => setAppointing(true)}>
            {t("deputies.appoint")}
          </Button>
        )
      }
    >
      {leaders.length > 0 && <p>{t("deputies.leaders", { names: leaders.join(", ") })}</p>}
      {deputies.length > 0 ? (
        <>
          <ul className={styles.members}>
            {deputies.map((deputy) => (
              <li key={`${deputy.personId} ${deputy.from}`}>
                {t(deputy.from > today() ? "deputies.later" : "deputies.now", {
                  name: deputy.name,
                  from: format.date(deputy.from, { style: "long" }),
                  until: format.date(deputy.until, { style: "long" }),
                })}
                {mayAppoint && <End unitId={unitId} deputy={deputy} />}
              </li>
            ))}
          </ul>
          <p>{t("deputies.sees")}</p>
        </>
      ) : (
        mayAppoint && <p>{t("deputies.none")}</p>
      )}
      {isAppointing && <Appoint unitId={unitId} onClose={() => setAppointing(false)} />}
    </Card>
  );
}

function Appoint({ unitId, onClose }: { unitId: string; onClose: () => void }) {
  const t = useText(text);
  const toast = useToast();
  const queries = useQueryClient();
  const { person } = useSession();
  const [draft, setDraft] = useState({ personId: "", from: today(), until: "" });
  const set = (change: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...change }));
  const query = { unitId, page: "1" };
  const { data } = useQuery({
    queryKey: ["organisation", "people", query],
    queryFn: () => answer(client.people.$get({ query })),
  });
  const people = (data?.people ?? []).filter(
    ({ id, roles }) =>
      id !== person.id &&
      !roles.some((held) => held.role === "leader" && held.unitId === unitId && !held.until),
  );
  const json = { ...draft, personId: draft.personId || null, from: draft.from || null };
  const { submit, errors, problem, busy } = useSubmit(
    () => answer(client.units[":id"].deputies.$post({ param: { id: unitId }, json })),
    async () => {
      await queries.invalidateQueries({ queryKey: ["organisation"] });
      toast({ message: t("deputies.appointed") });
      onClose();
    },
  );
  return (
    <Dialog title={t("deputies.appoint")} isOpen isKept onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Form
        onSubmit={() => submit(undefined)}
        actions={
          <Button type="submit" variant="primary" busy={busy}>
            {t("deputies.appoint")}
          </Button>
        }
      >
        <p>{t("deputies.about")}</p>
        <Select
          label={t("deputies.who")}
          placeholder={t("deputies.choose")}
          value={draft.personId || null}
          onChange={(personId) => set({ personId: personId ?? "" })}
          options={people.map(({ id, name }) => ({ value: id, label: name }))}
          error={errors.personId}
        />
        <FieldRow>
          <DateField
            label={t("people.from")}
            min={today()}
            value={draft.from}
            onChange={(from) => set({ from })}
            error={errors.from}
          />
          <DateField
            label={t("people.until")}
            min={draft.from}
            max={latestDay(draft.from)}
            value={draft.until}
            onChange={(until) => set({ until })}
            error={errors.until}
          />
        </FieldRow>
        <FormErrors problem={problem} />
      </Form>
    </Dialog>
  );
}

function End({ unitId, deputy: { personId, name } }: { unitId: string; deputy: Deputy }) {
  const t = useText(text);
  const queries = useQueryClient();
  return (
    <AskAndDo
      label={t("deputies.end")}
      thatOne={t("deputies.endThat", { name })}
      title={t("deputies.endTitle", { name })}
      done={t("deputies.ended", { name })}
      act={() =>
        answer(client.units[":id"].deputies[":personId"].$delete({ param: { id: unitId, personId } }))
      }
      onDone={() => queries.invalidateQueries({ queryKey: ["organisation"] })}
    >
      <p>{t("deputies.endText", { name })}</p>
    </AskAndDo>
  );
}
