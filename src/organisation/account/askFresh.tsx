import { type ReactNode, useState } from "react";
import { Button, Dialog, FormErrors, Row, useSubmit, useText, useToast } from "#design/index.ts";
import { OnlyFresh } from "./onlyFresh.tsx";
import { text } from "./page.text.ts";

/** A small button that takes away one of her ways in: she is asked, and must have signed in just now. */
export function AskFresh({
  label,
  title,
  done,
  act,
  onDone,
  children,
}: {
  label: string;
  /** What it is about, also as the button's name for those who hear it by itself. */
  title: string;
  done: string;
  act: () => Promise<unknown>;
  onDone: () => Promise<unknown>;
  children: ReactNode;
}) {
  const t = useText(text);
  const toast = useToast();
  const [isOpen, setIsOpen] = useState(false);
  const { submit, busy, problem } = useSubmit(act, async () => {
    setIsOpen(false);
    await onDone();
    toast({ message: done });
  });
  return (
    <>
      <Button size="small" aria-label={title} onPress={() => setIsOpen(true)}>
        {label}
      </Button>
      <Dialog title={title} size="small" isOpen={isOpen} onOpenChange={setIsOpen}>
        <OnlyFresh>
          {children}
          <FormErrors problem={problem} />
          <Row>
            <Button onPress={() => setIsOpen(false)}>{t("anew.cancel")}</Button>
            <Button variant="danger" busy={busy} onPress={() => void submit(undefined)}>
              {label}
            </Button>
          </Row>
        </OnlyFresh>
      </Dialog>
    </>
  );
}
