import { useCallback, useRef, useState } from "react";
import { Problem } from "#platform/http/client.ts";
import { useText } from "./locale.tsx";
import { text } from "./text.ts";

/**
 * Sends a form: once, however often it is pressed. What the server refuses comes back as a sentence beside each field
 * (`errors`) or above the form (`problem`); what was typed stays.
 */
export function useSubmit<Values, Result>(send: (values: Values) => Promise<Result>) {
  const t = useText(text);
  const [isBusy, setBusy] = useState(false);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const busy = useRef(false);
  const latest = useRef(send);
  latest.current = send;
  const submit = useCallback(
    async (values: Values): Promise<Result | undefined> => {
      if (busy.current) return undefined;
      busy.current = true;
      setBusy(true);
      setProblem(null);
      setErrors({});
      try {
        return await latest.current(values);
      } catch (error) {
        if (error instanceof Problem) {
          setErrors(Object.fromEntries(error.errors.map(({ field, message }) => [field, message])));
          setProblem(error.message);
        } else if (error instanceof TypeError) setProblem(t("lost"));
        else throw error;
        return undefined;
      } finally {
        busy.current = false;
        setBusy(false);
      }
    },
    [t],
  );
  return { submit, isBusy, errors, problem };
}
