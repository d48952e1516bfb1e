import { useCallback, useRef, useState } from "react";
import { Overtaken, Problem } from "#platform/http/client.ts";
import { useText } from "./locale.tsx";
import { text } from "./text.ts";

export type Submission<Values> = {
  /** True when it went through. What was written stays where it is when it did not. */
  submit: (values: Values) => Promise<boolean>;
  /** By field, as the wire's schema names it. */
  errors: Record<string, string>;
  /** What went wrong with the whole of it. */
  problem: string | undefined;
  busy: boolean;
  reset: () => void;
};

/** Sends a form, once however often it is pressed, and puts what the server refuses beside the field it is about. */
export function useSubmit<Values, Result>(
  send: (values: Values) => Promise<Result>,
  onDone?: (result: Result) => void | Promise<void>,
): Submission<Values> {
  const t = useText(text);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const isBusy = useRef(false);
  const latest = useRef({ send, onDone });
  latest.current = { send, onDone };

  const reset = useCallback(() => {
    setErrors({});
    setProblem(undefined);
  }, []);

  const submit = useCallback(
    async (values: Values): Promise<boolean> => {
      if (isBusy.current) return false;
      isBusy.current = true;
      setBusy(true);
      // What was wrong with the last one says nothing of this one.
      reset();
      try {
        const result = await latest.current.send(values);
        await latest.current.onDone?.(result);
        return true;
      } catch (error) {
        if (error instanceof Problem) {
          setErrors(Object.fromEntries(error.errors.map(({ field, message }) => [field, message])));
          const isSignedOut = error.type === "/problems/unauthorized";
          setProblem(
            isSignedOut ? t("signedOut") : error.errors.length > 0 ? t("form.wrong") : error.message,
          );
        } else if (error instanceof TypeError) setProblem(t("offline"));
        // The form itself says so, beside what she wrote.
        else if (!(error instanceof Overtaken)) throw error;
        return false;
      } finally {
        isBusy.current = false;
        setBusy(false);
      }
    },
    [reset, t],
  );
  return { submit, errors, problem, busy, reset };
}
