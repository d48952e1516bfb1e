import { SplitSquareVertical } from "lucide-react";
import { useState } from "react";
import { Button, Dialog, Form, TextArea, useText } from "#design/index.ts";
import { newId } from "#platform/id.ts";
import { limits } from "../../model/kinds.ts";
import { text } from "../text.ts";
import { useLead, type useSend } from "../use.tsx";
import { Tool } from "./tool.tsx";

type Props = { noteId: string; send: ReturnType<typeof useSend>[0]; done: () => void };

/** One note that says several things: a line for each of them. */
export function SplitNote({ noteId, send, done }: Props) {
  const t = useText(text);
  const { room } = useLead();
  const was = room.notes[noteId]?.text ?? "";
  return (
    <Dialog
      title={t("wall.split")}
      isKept
      trigger={
        <Tool of="chosen" short={t("tool.split")} icon={<SplitSquareVertical aria-hidden />}>
          {t("wall.split")}
        </Tool>
      }
    >
      {({ close }) => (
        <SplitForm
          was={was}
          split={(texts) => {
            const noteIds = texts.slice(1).map(() => newId());
            send({ type: "wall.split", noteId, was, texts, noteIds });
            close();
            done();
          }}
        />
      )}
    </Dialog>
  );
}

/** Sentences are the most likely parts; she puts the lines as they should be. */
const inSentences = (words: string): string => words.replaceAll(/([.!?;])\s+/g, "$1\n");

function SplitForm({ was, split }: { was: string; split: (texts: string[]) => void }) {
  const t = useText(text);
  const [content, setContent] = useState(() => inSentences(was));
  const lines = content.split("\n").flatMap((line) => line.trim() || []);
  const error = lines.length > limits.parts ? t("wall.tooManyParts", { count: limits.parts }) : undefined;
  return (
    <Form
      onSubmit={() => {
        if (lines.length > 1 && !error) split(lines);
      }}
      actions={
        <Button type="submit" variant="primary" isDisabled={lines.length < 2 || Boolean(error)}>
          {t("wall.splitDo", { count: lines.length })}
        </Button>
      }
    >
      <TextArea
        label={t("wall.splitLabel")}
        description={t("wall.splitHint")}
        error={error}
        value={content}
        onChange={setContent}
        rows={6}
        autoFocus
      />
    </Form>
  );
}
