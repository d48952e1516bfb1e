import { StickyNote } from "lucide-react";
import { useState } from "react";
import { Button, Dialog, Form, Select, TextArea, useLocale, useText } from "#design/index.ts";
import { newId } from "#platform/id.ts";
import { limits } from "../../model/kinds.ts";
import type { RoomCluster } from "../../model/room.ts";
import { text } from "../text.ts";
import type { useSend } from "../use.tsx";
import { paperLines } from "./paperLines.ts";
import { Tool } from "./tool.tsx";

type Props = { roundId: string; clusters: RoomCluster[]; send: ReturnType<typeof useSend>[0] };

/** Sticky notes of paper: one line each, typed or pasted. */
export function PaperNotes({ roundId, clusters, send }: Props) {
  const t = useText(text);
  const { locale } = useLocale();
  const [content, setContent] = useState("");
  const [clusterId, setCluster] = useState("");
  const { notes, tooLong, isStripped } = paperLines(content, limits.text);
  const error =
    notes.length > limits.pasted
      ? t("paper.tooMany", { count: limits.pasted, lines: notes.length })
      : tooLong.length > 0
        ? t("paper.tooLong", {
            lines: new Intl.ListFormat(locale).format(tooLong.slice(0, 5).map(String)),
            count: tooLong.length,
            most: limits.text,
          })
        : undefined;
  return (
    <Dialog
      title={t("paper.title")}
      isKept
      trigger={
        <Tool of="wall" short={t("tool.paper")} icon={<StickyNote aria-hidden />}>
          {t("paper.open")}
        </Tool>
      }
    >
      {({ close }) => (
        <Form
          onSubmit={() => {
            if (error || notes.length === 0) return;
            send({
              ...({ type: "wall.paste", roundId, clusterId: clusterId || null } as const),
              notes: notes.map((note) => ({ noteId: newId(), text: note })),
            });
            setContent("");
            close();
          }}
          actions={
            <Button type="submit" variant="primary" isDisabled={notes.length === 0 || Boolean(error)}>
              {t("paper.add", { count: notes.length })}
            </Button>
          }
        >
          <TextArea
            label={t("paper.label")}
            description={t(isStripped ? "paper.stripped" : "paper.hint")}
            error={error}
            value={content}
            onChange={setContent}
            rows={8}
            autoFocus
          />
          <Select
            label={t("paper.where")}
            placeholder={t("wall.loose")}
            value={clusterId}
            onChange={setCluster}
            options={clusters.map(({ id, name }) => ({ value: id, label: name || t("wall.noName") }))}
          />
        </Form>
      )}
    </Dialog>
  );
}
