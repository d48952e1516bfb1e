import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Badge, Button, Card, FormErrors, Link, Row, useFormat, useSubmit, useText } from "#design/index.ts";
import { journeysQuery } from "#guide/queries.ts";
import type { RowExtra, UnitExtra } from "#guide/rowExtras.ts";
import { useMay } from "#organisation/session.tsx";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import { type ReviewKind, reviewKinds } from "./model.ts";
import { reviewsKey, reviewsQuery } from "./queries.ts";
import { text } from "./text.ts";

/** The unit's meetings about effort and results, and the way to a new one. */
function Reviews({ unitId }: { unitId: string }) {
  const t = useText(text);
  const format = useFormat();
  const { may } = useMay();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { data: reviews = [] } = useQuery(reviewsQuery(unitId));
  const plan = useSubmit(
    (kind: ReviewKind) => answer(client["review-meetings"].$post({ json: { unitId, kind } })),
    async ({ id }) => {
      await queries.invalidateQueries({ queryKey: reviewsKey });
      await navigate({ to: `/review-meetings/${id}` });
    },
  );
  return (
    <>
      {reviews.length === 0 && <p>{t("reviews.none")}</p>}
      {reviews.length > 0 && (
        <ul>
          {reviews.map(({ id, kind, state, heldAt, startsAt }) => (
            <li key={id}>
              <Link href={`/review-meetings/${id}`}>
                {t(`review.${kind}`)} ·{" "}
                {(heldAt ?? startsAt) ? format.date((heldAt ?? startsAt)!) : t("list.noDate")}
              </Link>{" "}
              {state === "planned" && <Badge>{t("review.planned")}</Badge>}
            </li>
          ))}
        </ul>
      )}
      {may("followUp.edit", { unitId }) && (
        <Row>
          {reviewKinds.map((kind) => (
            <Button key={kind} size="small" onPress={() => void plan.submit(kind)}>
              {t(`reviews.plan.${kind}`)}
            </Button>
          ))}
        </Row>
      )}
      <FormErrors problem={plan.problem} />
    </>
  );
}

export const ReviewsExtra: UnitExtra = ({ unitId }) => {
  const t = useText(text);
  const { may } = useMay();
  const maySee = may("followUp.see", { unitId });
  const { data: reviews } = useQuery({ ...reviewsQuery(unitId), enabled: maySee });
  const { data: journeys } = useQuery({ ...journeysQuery, enabled: may("journey.see", { unitId }) });
  // There is nothing to take up before the unit has begun.
  const hasBegun = journeys?.some((journey) => journey.unitId === unitId) || (reviews?.length ?? 0) > 0;
  if (!maySee || !hasBegun) return null;
  return (
    <Card title={t("reviews.title")}>
      <Reviews unitId={unitId} />
    </Card>
  );
};

/** In the guide's last row: the conversations and the unit's meetings. */
export const ReviewRowExtra: RowExtra = ({ unitId }) => {
  const t = useText(text);
  const { may } = useMay();
  if (!may("followUp.see", { unitId })) return null;
  return (
    <Row>
      {may("followUp.edit", { unitId }) && <Link href="/one-to-ones">{t("list.title")}</Link>}
      <Link href={`/units/${unitId}`}>{t("reviews.title")}</Link>
    </Row>
  );
};
