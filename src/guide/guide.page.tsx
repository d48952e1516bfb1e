import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { PencilLine } from "lucide-react";
import {
  Badge,
  Button,
  Card,
  FormErrors,
  Link,
  Page,
  Row,
  Skeleton,
  Stack,
  Table,
  useFormat,
  useSubmit,
  useText,
  useToast,
} from "#design/index.ts";
import { useMay } from "#organisation/session.tsx";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import { GuideView } from "./guideView.tsx";
import { editionsQuery, guideQuery, guidesQuery } from "./queries.ts";
import { text } from "./text.ts";
import type { GuideEdition } from "./wire.ts";

function useEditionName() {
  const t = useText(text);
  return ({ guideId, version }: { guideId: string | null; version: number }) =>
    t(guideId ? "edition.own" : "edition.productVersion", { version });
}

function Walking({ journeys }: { journeys: GuideEdition["journeys"] }) {
  const t = useText(text);
  if (journeys.length === 0) return <span>{t("edition.noJourneys")}</span>;
  return (
    <Stack gap="small">
      {journeys.map((journey) => (
        <span key={journey.id}>
          <Link href={`/journeys/${journey.id}`}>
            {journey.unitName}, {t("journey.round", { round: journey.round })}
          </Link>
          {" · "}
          {journey.finishedAt
            ? t("journey.finished")
            : t("edition.progress", { done: journey.stepsDone, steps: journey.steps })}
        </span>
      ))}
    </Stack>
  );
}

/** Which editions there are of a guide, which is in force, and which journeys walk each. */
function Editions({ guideKey }: { guideKey: string }) {
  const t = useText(text);
  const format = useFormat();
  const toast = useToast();
  const queries = useQueryClient();
  const name = useEditionName();
  const { data: editions } = useQuery(editionsQuery(guideKey));
  const refresh = () => queries.invalidateQueries({ queryKey: ["guide"] });
  const param = (guideId: string) => ({ param: { key: guideKey, guideId } });
  const again = useSubmit(
    (guideId: string) => answer(client.guides[":key"].editions[":guideId"].again.$post(param(guideId))),
    async ({ version }) => {
      await refresh();
      toast({ message: t("edition.again", { version }) });
    },
  );
  const withdraw = useSubmit(
    () => answer(client.guides[":key"].editions.$delete({ param: { key: guideKey } })),
    async ({ guideId }) => {
      await refresh();
      toast({ message: t("edition.withdrawn"), undo: () => void again.submit(guideId) });
    },
  );
  if (!editions) return <Skeleton lines={3} />;
  const hasOwn = editions.some(({ guideId, isInForce }) => guideId && isInForce);
  return (
    <Card title={t("editions.title")}>
      <p>{t("editions.lead")}</p>
      <FormErrors problem={again.problem ?? withdraw.problem} />
      <Table
        label={t("editions.title")}
        rows={editions}
        keyOf={({ guideId, version }) => guideId ?? `product ${version}`}
        columns={[
          {
            key: "edition",
            label: t("editions.edition"),
            isHeader: true,
            render: (edition) => (
              <Stack gap="small">
                <span>{name(edition)}</span>
                {edition.isInForce && (
                  <span>
                    <Badge tone="good">{t("edition.inForce")}</Badge>
                  </span>
                )}
              </Stack>
            ),
          },
          {
            key: "published",
            label: t("editions.published"),
            render: ({ publishedAt, publishedByName }) =>
              publishedAt &&
              [format.date(publishedAt, { style: "medium" }), publishedByName].filter(Boolean).join(", "),
          },
          {
            key: "journeys",
            label: t("editions.journeys"),
            isLong: true,
            render: ({ journeys }) => <Walking journeys={journeys} />,
          },
          {
            key: "use",
            label: t("editions.use"),
            isLabelHidden: true,
            align: "end",
            render: (edition) => {
              const { guideId } = edition;
              if (edition.isInForce || (!guideId && !hasOwn)) return null;
              return (
                <Button
                  size="small"
                  busy={again.busy || withdraw.busy}
                  aria-label={`${t("editions.use")}: ${name(edition)}`}
                  onPress={() => void (guideId ? again.submit(guideId) : withdraw.submit(undefined))}
                >
                  {t("editions.use")}
                </Button>
              );
            },
          },
        ]}
      />
    </Card>
  );
}

export function GuidePage() {
  const t = useText(text);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { may } = useMay();
  const { guideKey } = useParams({ strict: false }) as { guideKey: string };
  const { data } = useQuery(guideQuery(guideKey));
  const { data: guides } = useQuery(guidesQuery);
  const name = useEditionName();
  const hasDraft = guides?.find(({ key }) => key === guideKey)?.hasDraft;
  const adapt = useSubmit(
    () => answer(client.guides[":key"].draft.$put({ param: { key: guideKey }, json: {} })),
    async () => {
      await queries.invalidateQueries({ queryKey: ["guide"] });
      await navigate({ to: `/guides/${guideKey}/adapt` });
    },
  );
  if (!data)
    return (
      <Page title={t("guides.one")}>
        <Skeleton lines={8} />
      </Page>
    );
  return (
    <Page
      title={data.guide.title}
      lead={data.guide.purpose}
      width="wide"
      path={[{ label: t("guides.title"), href: "/guides" }]}
      actions={
        may("guide.adapt") && (
          <Button
            variant="primary"
            icon={<PencilLine />}
            busy={adapt.busy}
            onPress={() => void adapt.submit(undefined)}
          >
            {t(hasDraft ? "guide.goOn" : "guide.adapt")}
          </Button>
        )
      }
    >
      <FormErrors problem={adapt.problem} />
      <Row>
        <Badge tone={data.guideId ? "accent" : "neutral"}>{name(data)}</Badge>
      </Row>
      <GuideView guide={data.guide} titleOf={(key) => guides?.find((each) => each.key === key)?.title} />
      {may("guide.adapt") && <Editions guideKey={guideKey} />}
    </Page>
  );
}
