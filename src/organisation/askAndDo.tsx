import type { ReactNode } from "react";
import { Button, ConfirmDialog, FormErrors, useSubmit, useToast } from "#design/index.ts";

/** A small button that asks before it does what cannot be taken back, does it, and says that it is done. */
export function AskAndDo({
  label,
  thatOne,
  title,
  done,
  act,
  onDone,
  isDanger,
  children,
}: {
  label: string;
  /** The same with which one it is about, for those who hear the button by itself. */
  thatOne: string;
  title: string;
  done: string;
  act: () => Promise<unknown>;
  onDone: () => Promise<unknown>;
  isDanger?: boolean;
  children: ReactNode;
}) {
  const toast = useToast();
  const { submit, busy, problem } = useSubmit(act, async () => {
    await onDone();
    toast({ message: done });
  });
  return (
    <>
      <FormErrors problem={problem} />
      <ConfirmDialog
        title={title}
        trigger={
          <Button size="small" aria-label={thatOne}>
            {label}
          </Button>
        }
        confirmLabel={label}
        {...(isDanger ? { isDanger } : {})}
        busy={busy}
        onConfirm={() => void submit(undefined)}
      >
        {children}
      </ConfirmDialog>
    </>
  );
}
