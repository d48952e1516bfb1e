import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import {
  Button,
  Card,
  ColourField,
  FileField,
  FormErrors,
  Row,
  Skeleton,
  useSubmit,
  useText,
  useToast,
} from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { contrast, readable, readableOn } from "#platform/model/colour.ts";
import { pictureLimits } from "#platform/pictures/limits.ts";
import { client } from "./client.ts";
import styles from "./look.module.css";
import { logoAddress, lookQuery, slideGrounds, usualAccent } from "./look.ts";
import { text } from "./page.text.ts";
import type { Look } from "./wire.ts";

/** How the organisation's slides and documents look: one colour, one logo, and at once what they come to. */
export function LookCard({ name }: { name: string }) {
  const t = useText(text);
  const { data: look } = useQuery(lookQuery);
  return (
    <Card title={t("look.title")}>
      <p>{t("look.lead")}</p>
      {look ? <LookFields look={look} name={name} /> : <Skeleton lines={4} />}
    </Card>
  );
}

function LookFields({ look, name }: { look: Look; name: string }) {
  const t = useText(text);
  const toast = useToast();
  const queries = useQueryClient();
  const [accent, setAccent] = useState(look.accent ?? usualAccent);
  // What a colleague has chosen meanwhile is what stands here.
  useEffect(() => setAccent(look.accent ?? usualAccent), [look.accent]);
  const put = (next: Look) => queries.setQueryData(lookQuery.queryKey, next);
  const colour = useSubmit(
    (to: string | null) => answer(client.look.$patch({ json: { accent: to, version: look.version } })),
    (next) => {
      put(next);
      toast({
        message: t("look.saved"),
        undo: async () => {
          put(await answer(client.look.$patch({ json: { accent: look.accent, version: next.version } })));
        },
      });
    },
  );
  const send = (file: File, version: number) =>
    answer(client.look.logo.$post({ form: { file, version: String(version) } }));
  const logo = useSubmit(
    (file: File) => send(file, look.version),
    (next) => {
      put(next);
      toast({ message: t("look.logoSaved") });
    },
  );
  const remove = useSubmit(
    async () => {
      const was = await fetch(logoAddress(look)).then((response) => response.blob());
      const next = await answer(client.look.$patch({ json: { logo: null, version: look.version } }));
      return { was, next };
    },
    ({ was, next }) => {
      put(next);
      toast({
        message: t("look.logoRemoved"),
        undo: async () => {
          put(await send(new File([was], "logo.png", { type: "image/png" }), next.version));
        },
      });
    },
  );
  const measured = contrast(accent, slideGrounds.light);
  const isTooLight = measured < readable;
  const better = readableOn(slideGrounds.light, accent);
  return (
    <>
      <ColourField
        label={t("look.colour")}
        description={t("look.colourHint")}
        value={accent}
        onChange={setAccent}
        error={
          isTooLight
            ? t("look.tooLight", {
                contrast: measured.toFixed(1).replace(".", t("look.point")),
                better: `#${better}`,
              })
            : colour.errors["accent"]
        }
      />
      <Row>
        {isTooLight && <Button onPress={() => setAccent(better)}>{t("look.darker")}</Button>}
        <Button
          busy={colour.busy}
          isDisabled={isTooLight || accent === (look.accent ?? usualAccent)}
          onPress={() => void colour.submit(accent)}
        >
          {t("look.saveColour")}
        </Button>
        {look.accent && (
          <Button variant="quiet" onPress={() => void colour.submit(null)}>
            {t("look.neutral")}
          </Button>
        )}
      </Row>
      <FileField
        label={t("look.logo")}
        description={t("look.logoHint", { count: pictureLimits.logoMegabytes })}
        accept="image/png,image/jpeg"
        mostMegabytes={pictureLimits.logoMegabytes}
        error={logo.errors["file"] ?? logo.problem}
        onChange={(file) => void logo.submit(file)}
      />
      {look.logo && (
        <Row>
          <Button variant="quiet" busy={remove.busy} onPress={() => void remove.submit(undefined)}>
            {t("look.removeLogo")}
          </Button>
        </Row>
      )}
      <FormErrors problem={colour.errors["accent"] ? undefined : colour.problem} />
      <FormErrors problem={remove.problem} />
      <figure className={styles.sheet} style={{ "--house": `#${isTooLight ? better : accent}` } as object}>
        <div className={styles.head}>
          <strong className={styles.title}>{t("look.example")}</strong>
          {look.logo && <img className={styles.logo} src={logoAddress(look)} alt={name} />}
        </div>
        <p className={styles.row}>{t("look.exampleText")}</p>
        <figcaption>{t("look.caption")}</figcaption>
      </figure>
    </>
  );
}
