import { useQuery, useQueryClient } from "@tanstack/react-query";
import {
  Button,
  Card,
  FieldRow,
  Form,
  FormErrors,
  LinkButton,
  NotFoundPage,
  Notice,
  Page,
  RadioGroup,
  Select,
  Skeleton,
  TextArea,
  TextField,
  useSubmit,
  useText,
  useToast,
} from "#design/index.ts";
import { useDraft } from "#design/useDraft.ts";
import { answer } from "#platform/http/client.ts";
import { sendChanges } from "#platform/http/newest.ts";
import { client } from "./client.ts";
import { LookCard } from "./lookCard.tsx";
import { text } from "./page.text.ts";
import { useMay } from "./session.tsx";
import type { Settings } from "./wire.ts";

const settingsQuery = {
  queryKey: ["organisation", "settings"],
  queryFn: () => answer(client.settings.$get()),
  refetchOnWindowFocus: false,
};

export function SettingsPage() {
  const t = useText(text);
  const { may } = useMay();
  const { data } = useQuery(settingsQuery);
  const { data: installation } = useQuery({
    queryKey: ["organisation", "installation"],
    queryFn: () => answer(client.installation.$get()),
  });
  // In nobody else's menu: whoever comes by the address alone finds what stands at any other that is not hers.
  if (!may("organisation.manage")) return <NotFoundPage />;
  return (
    <Page title={t("settings.title")} lead={t("settings.lead")} width="narrow">
      {data ? <SettingsForm settings={data} /> : <Skeleton lines={8} />}
      <LookCard name={data?.name ?? ""} />
      <Card title={t("settings.webhooksTitle")} tone="sunken">
        <p>{t("settings.webhooksText")}</p>
        <div>
          <LinkButton href="/organisation/webhooks">{t("settings.webhooks")}</LinkButton>
        </div>
      </Card>
      {installation?.mailIsKeptHere && (
        <Card title={t("settings.outboxTitle")} tone="sunken">
          <p>{t("settings.outboxText")}</p>
          <div>
            <LinkButton href="/mail">{t("settings.outbox")}</LinkButton>
          </div>
        </Card>
      )}
    </Page>
  );
}

/** Digits become a number; anything else is sent as it is, for the server to say what is wrong with it. */
const asNumber = (written: string) =>
  /^\d+$/.test(written.trim()) ? Number(written) : (written as unknown as number);

function SettingsForm({ settings }: { settings: Settings }) {
  const t = useText(text);
  const toast = useToast();
  const queries = useQueryClient();
  const { may } = useMay();
  const { version: _, ...saved } = settings;
  const written = {
    ...saved,
    minimumResponses: String(settings.minimumResponses),
    noticeDays: String(settings.noticeDays),
    restingDays: String(settings.restingDays),
  };
  const { draft, setDraft, isOvertaken, handIn } = useDraft(written, { isByField: true });
  const set =
    <Field extends keyof typeof draft>(field: Field) =>
    (value: (typeof draft)[Field]) =>
      setDraft({ ...draft, [field]: value });
  const { submit, errors, problem, busy } = useSubmit(
    () =>
      sendChanges(
        settings,
        {
          ...draft,
          brandColour: draft.brandColour.trim().toLowerCase(),
          minimumResponses: asNumber(draft.minimumResponses),
          noticeDays: asNumber(draft.noticeDays),
          restingDays: asNumber(draft.restingDays),
        },
        {
          send: (json) => answer(client.settings.$patch({ json })),
          newest: () => queries.fetchQuery({ ...settingsQuery, staleTime: 0 }),
        },
      ),
    async () => {
      handIn();
      toast({ message: t("settings.saved") });
      await queries.invalidateQueries({ queryKey: ["organisation"] });
    },
  );
  const isFixed = !may("organisation.manage");
  const zones = [...new Set([settings.timeZone, "Europe/Copenhagen", ...Intl.supportedValuesOf("timeZone")])];
  return (
    <Form
      onSubmit={() => submit(undefined)}
      actions={
        !isFixed && (
          <Button type="submit" variant="primary" busy={busy}>
            {t("save")}
          </Button>
        )
      }
    >
      <Card title={t("settings.organisation")}>
        <TextField
          label={t("settings.name")}
          value={draft.name}
          onChange={set("name")}
          error={errors.name}
          isDisabled={isFixed}
        />
        <FieldRow>
          <Select
            label={t("settings.timeZone")}
            value={draft.timeZone}
            onChange={set("timeZone")}
            options={zones.map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }))}
            error={errors.timeZone}
            isDisabled={isFixed}
          />
          <Select
            label={t("settings.language")}
            value={draft.locale}
            onChange={set("locale")}
            options={[
              { value: "da", label: t("settings.languageDa") },
              { value: "en", label: t("settings.languageEn") },
            ]}
            error={errors.locale}
            isDisabled={isFixed}
          />
        </FieldRow>
      </Card>
      <Card title={t("settings.rules")}>
        <TextField
          label={t("settings.minimum")}
          description={t("settings.minimumHint")}
          inputMode="numeric"
          isShort
          value={draft.minimumResponses}
          onChange={set("minimumResponses")}
          error={errors.minimumResponses}
          isDisabled={isFixed}
        />
        <TextField
          label={t("settings.notice")}
          description={t("settings.noticeHint")}
          inputMode="numeric"
          isShort
          value={draft.noticeDays}
          onChange={set("noticeDays")}
          error={errors.noticeDays}
          isDisabled={isFixed}
        />
        <TextField
          label={t("settings.resting")}
          description={t("settings.restingHint")}
          inputMode="numeric"
          isShort
          value={draft.restingDays}
          onChange={set("restingDays")}
          error={errors.restingDays}
          isDisabled={isFixed}
        />
      </Card>
      <Card title={t("settings.privacy")}>
        <TextArea
          label={t("settings.privacyDa")}
          description={t("settings.privacyHint")}
          value={draft.privacyTextDa}
          onChange={set("privacyTextDa")}
          error={errors.privacyTextDa}
          isDisabled={isFixed}
        />
        <TextArea
          label={t("settings.privacyEn")}
          value={draft.privacyTextEn}
          onChange={set("privacyTextEn")}
          error={errors.privacyTextEn}
          isDisabled={isFixed}
        />
      </Card>
      <Card title={t("settings.branding")}>
        <Notice>{t("settings.brandingWhy")}</Notice>
        <RadioGroup
          label={t("settings.brandingChoice")}
          value={draft.branding}
          onChange={set("branding")}
          isDisabled={isFixed}
          options={[
            { value: "neutral", label: t("settings.brandingNeutral") },
            { value: "consented", label: t("settings.brandingConsented") },
          ]}
        />
        {draft.branding === "consented" && (
          <>
            <p>{t("settings.brandingRecord")}</p>
            <TextField
              label={t("settings.brandColour")}
              description={t("settings.brandColourHint")}
              isShort
              value={draft.brandColour}
              onChange={set("brandColour")}
              error={errors.brandColour}
              isDisabled={isFixed}
            />
            <TextField
              label={t("settings.brandLineDa")}
              value={draft.brandLineDa}
              onChange={set("brandLineDa")}
              error={errors.brandLineDa}
              maxLength={300}
              isDisabled={isFixed}
              isOptional
            />
            <TextField
              label={t("settings.brandLineEn")}
              value={draft.brandLineEn}
              onChange={set("brandLineEn")}
              error={errors.brandLineEn}
              maxLength={300}
              isDisabled={isFixed}
              isOptional
            />
          </>
        )}
      </Card>
      {isOvertaken && (
        <Notice tone="notice" isSaid>
          {t("settings.overtaken")}
        </Notice>
      )}
      <FormErrors problem={problem} />
    </Form>
  );
}
