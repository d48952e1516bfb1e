import { useQuery } from "@tanstack/react-query";
import { Badge, Card, Grid, LinkButton, Page, Row, Skeleton, Stack, useText } from "#design/index.ts";
import { useMay } from "#organisation/session.tsx";
import { mainGuideKey } from "./model/journey.ts";
import { guidesQuery } from "./queries.ts";
import { text } from "./text.ts";
import type { GuideSummary } from "./wire.ts";

function GuideCard({ guide }: { guide: GuideSummary }) {
  const t = useText(text);
  const { may } = useMay();
  return (
    <Card
      title={guide.title}
      actions={
        <Badge tone={guide.guideId ? "accent" : "neutral"}>
          {guide.guideId ? t("edition.own", { version: guide.version }) : t("edition.product")}
        </Badge>
      }
    >
      <p>{guide.purpose}</p>
      <p>{t("guide.steps", { count: guide.steps })}</p>
      <Row>
        <LinkButton href={`/guides/${guide.key}`} aria-label={`${t("guide.read")}: ${guide.title}`}>
          {t("guide.read")}
        </LinkButton>
        {guide.hasDraft && may("guide.adapt") && (
          <LinkButton
            href={`/guides/${guide.key}/adapt`}
            variant="quiet"
            aria-label={`${t("guide.goOn")}: ${guide.title}`}
          >
            {t("guide.goOn")}
          </LinkButton>
        )}
      </Row>
    </Card>
  );
}

/** The guide library: the main guide, and the shorter ones that it leans on. */
export function GuidesPage() {
  const t = useText(text);
  const { may } = useMay();
  const { data: guides } = useQuery(guidesQuery);
  const main = guides?.find(({ key }) => key === mainGuideKey);
  return (
    <Page title={t("guides.title")} lead={t(may("guide.adapt") ? "guides.leadAdapt" : "guides.lead")}>
      {!guides || !main ? (
        <Skeleton lines={8} />
      ) : (
        <Stack>
          <GuideCard guide={main} />
          <h2>{t("guides.companions")}</h2>
          <Grid>
            {guides
              .filter((guide) => guide !== main)
              .map((guide) => (
                <GuideCard key={guide.key} guide={guide} />
              ))}
          </Grid>
        </Stack>
      )}
    </Page>
  );
}
