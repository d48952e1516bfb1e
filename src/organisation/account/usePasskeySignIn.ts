import { useSubmit } from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "../client.ts";
import { answerWithPasskey } from "./passkey.browser.ts";

/** Signing in by a passkey of this device; where she says no to her device, nothing happens. */
export function usePasskeySignIn(onIn: () => Promise<unknown>) {
  return useSubmit(
    async () => {
      const { id, options } = await answer(client["sign-in"].passkey.question.$post());
      const response = await answerWithPasskey(options);
      if (!response) return false;
      await answer(client["sign-in"].passkey.$post({ json: { id, response } }));
      return true;
    },
    async (isIn) => {
      if (isIn) await onIn();
    },
  );
}
