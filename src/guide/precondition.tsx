import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  Button,
  Card,
  FormErrors,
  Link,
  LinkButton,
  RadioGroup,
  Row,
  useSubmit,
  useText,
} from "#design/index.ts";
import { useSetUpCount } from "#organisation/homeExtras.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import { CompanionButton } from "./companion.tsx";
import { companionFor } from "./model/journey.ts";
import { text } from "./text.ts";
import type { Journey } from "./wire.ts";
import { hrefOfWorkArea } from "./workAreas.ts";

type Answers = { basisExists: boolean | null; basisImplemented: boolean | null };

function Questions({ journey }: { journey: Journey }) {
  const t = useText(text);
  const queries = useQueryClient();
  const values = useSetUpCount("values");
  const save = useSubmit(
    (answers: Answers) =>
      answer(
        client.journeys[":id"].precondition.$patch({
          param: { id: journey.id },
          json: { ...answers, version: journey.version },
        }),
      ),
    () => queries.invalidateQueries({ queryKey: ["guide"] }),
  );
  const guideKey = companionFor(journey);
  const options = [
    { value: "yes", label: t("precondition.yes") },
    { value: "no", label: t("precondition.no") },
  ] as const;
  const shown = (value: boolean | null) => (value === null ? null : value ? "yes" : "no");
  const valuesHref = hrefOfWorkArea("values", journey.id);
  return (
    <>
      <RadioGroup
        label={t("precondition.exists")}
        description={
          values ? (
            <>
              {t("precondition.hasValues", { count: values })}{" "}
              {valuesHref && <Link href={valuesHref}>{t("precondition.seeValues")}</Link>}
            </>
          ) : undefined
        }
        layout="row"
        options={options}
        value={shown(journey.basisExists)}
        onChange={(value) =>
          void save.submit({ basisExists: value === "yes", basisImplemented: journey.basisImplemented })
        }
      />
      {journey.basisExists && (
        <RadioGroup
          label={t("precondition.implemented")}
          layout="row"
          options={options}
          value={shown(journey.basisImplemented)}
          onChange={(value) => void save.submit({ basisExists: true, basisImplemented: value === "yes" })}
        />
      )}
      <FormErrors problem={save.problem} />
      {guideKey && (
        <>
          <p>{t("precondition.companion")}</p>
          <Row>
            <CompanionButton journey={journey} guideKey={guideKey} variant="primary" />
          </Row>
        </>
      )}
    </>
  );
}

/**
 * The precondition: a "no" opens the companion guide that mends it, and the way back is its first line. Once both are
 * there, one line says so; from it the answers are changed and the companion guides found again.
 */
export function PreconditionCard({ journey, isAnswered }: { journey: Journey; isAnswered: boolean }) {
  const t = useText(text);
  const [isOpen, setOpen] = useState(false);
  if (!isAnswered)
    return (
      <Card title={t("precondition.title")} tone="accent">
        <Questions journey={journey} />
      </Card>
    );
  const inWords = (value: boolean | null) => t(value ? "precondition.yes" : "precondition.no");
  return (
    <Card
      title={t("precondition.title")}
      tone="sunken"
      actions={
        <Button size="small" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
          {t(isOpen ? "precondition.close" : "precondition.change")}
        </Button>
      }
    >
      {isOpen ? (
        <Questions journey={journey} />
      ) : (
        <p>
          {t("precondition.answers", {
            exists: inWords(journey.basisExists),
            implemented: inWords(journey.basisImplemented),
          })}
        </p>
      )}
      {journey.companions.map(({ id, title }) => (
        <Row key={id}>
          <LinkButton href={`/journeys/${id}`}>{t("companion.continue", { title })}</LinkButton>
        </Row>
      ))}
    </Card>
  );
}
