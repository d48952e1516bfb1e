import { useLocation, useParams } from "@tanstack/react-router";
import { Button, FormErrors, LinkButton, useSubmit, useText } from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import { useEnter } from "./entered.ts";
import { FrontDoor } from "./frontDoor.tsx";
import { text } from "./page.text.ts";

/** Opening the link signs nobody in: scanners of mail open links too. Pressing the button does. */
export function SignInLinkPage() {
  const t = useText(text);
  const { token = "" } = useParams({ strict: false });
  const to = new URLSearchParams(useLocation().searchStr).get("to");
  const enter = useEnter();
  const { submit, busy, problem } = useSubmit(
    () => answer(client["sign-in"].confirm.$post({ json: { token } })),
    () => enter(to),
  );
  return (
    <FrontDoor title={t("confirm.title")} lead={problem ? undefined : t("confirm.lead")}>
      <FormErrors problem={problem} />
      <div>
        {problem ? (
          <LinkButton variant="primary" href="/sign-in">
            {t("confirm.new")}
          </LinkButton>
        ) : (
          <Button variant="primary" size="large" busy={busy} onPress={() => submit(undefined)}>
            {t("confirm.button")}
          </Button>
        )}
      </div>
    </FrontDoor>
  );
}
