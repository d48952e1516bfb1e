import { useQueryClient } from "@tanstack/react-query";
import { Badge, Button, Card, Row, SavingStatus, TextArea, useSaving, useText } from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import type { Written } from "#platform/merge.ts";
import { client } from "./client.ts";
import { oneToOneQuery } from "./queries.ts";
import { ConflictNotice } from "./saved.tsx";
import { text } from "./text.ts";
import type { PreparationOf } from "./wire.ts";

const parts = ["wentWell", "workOn", "help"] as const;
const writtenOf = ({ wentWell, workOn, help }: PreparationOf): Written => ({ wentWell, workOn, help });

/** Written by one of the two, alone, until she shares it. */
export function OwnPreparation({ id, preparation }: { id: string; preparation: PreparationOf }) {
  const t = useText(text);
  const queries = useQueryClient();
  const { draft, change, saving, refused, conflict, settle, ask } = useSaving<{ isShared: boolean }>({
    initial: writtenOf(preparation),
    version: preparation.version,
    send: (fields, version, more) =>
      answer(
        client["one-to-ones"][":id"].preparation.$patch({
          param: { id },
          json: { ...fields, ...more, version },
        }),
      ),
    theirs: (current) => {
      const now = current as PreparationOf;
      return { written: writtenOf(now), version: now.version };
    },
    onSaved: () => void queries.invalidateQueries({ queryKey: oneToOneQuery(id).queryKey }),
  });
  const labels = Object.fromEntries(parts.map((part) => [part, t(`prepare.${part}`)]));
  const { isShared } = preparation;
  return (
    <Card
      title={t("prepare.mine")}
      actions={
        <Badge tone={isShared ? "good" : "neutral"}>
          {t(isShared ? "prepare.shared" : "prepare.private")}
        </Badge>
      }
    >
      <ConflictNotice conflict={conflict} labels={labels} settle={settle} />
      {parts.map((part) => (
        <TextArea
          key={part}
          label={t(`prepare.${part}`)}
          description={t(`prepare.${part}Hint`)}
          value={draft[part] ?? ""}
          onChange={(value) => change({ [part]: value })}
          maxLength={10_000}
        />
      ))}
      <Row isApart>
        <SavingStatus saving={saving} refused={refused} />
        <Button onPress={() => void ask({ isShared: !isShared })}>
          {t(isShared ? "prepare.unshare" : "prepare.share")}
        </Button>
      </Row>
    </Card>
  );
}

/** The other's, as far as it may be seen; or both, once they have talked. */
export function ReadPreparation({ preparation }: { preparation: PreparationOf }) {
  const t = useText(text);
  const { name, isMine, isHidden } = preparation;
  const written = parts.filter((part) => preparation[part].trim());
  return (
    <Card title={isMine ? t("prepare.mine") : t("prepare.of", { name })}>
      {isHidden && <p>{t("prepare.hidden", { name })}</p>}
      {!isHidden && written.length === 0 && <p>{t("prepare.nothing")}</p>}
      {written.map((part) => (
        <div key={part}>
          <strong>{t(`prepare.${part}`)}</strong>
          <p style={{ whiteSpace: "pre-wrap" }}>{preparation[part]}</p>
        </div>
      ))}
    </Card>
  );
}
