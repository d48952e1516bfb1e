import { useQuery } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import { KeySquare } from "lucide-react";
import { useState } from "react";
import { Button, Form, FormErrors, LinkButton, Row, TextField, useSubmit, useText } from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { canUsePasskeys } from "./account/passkey.browser.ts";
import { usePasskeySignIn } from "./account/usePasskeySignIn.ts";
import { client } from "./client.ts";
import { useEnter } from "./entered.ts";
import { FrontDoor } from "./frontDoor.tsx";
import { text } from "./page.text.ts";
import { PasswordField } from "./passwordField.tsx";
import { wayBack } from "./wayBack.ts";

/** Why the organisation's own sign-in sent her back here. */
const isProviderProblem = (value: string | null): value is "away" | "refused" | "unknown" =>
  value === "away" || value === "refused" || value === "unknown";

export function SignInPage() {
  const t = useText(text);
  const search = new URLSearchParams(useLocation().searchStr);
  const to = search.get("to");
  const cameBack = search.get("problem");
  const enter = useEnter();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [way, setWay] = useState<"link" | "password">("link");
  const [sentTo, setSentTo] = useState<string>();
  const { data: installation } = useQuery({
    queryKey: ["organisation", "installation"],
    queryFn: () => answer(client.installation.$get()),
  });

  const link = useSubmit(
    () => answer(client["sign-in"].link.$post({ json: { email, ...(to ? { to } : {}) } })),
    () => setSentTo(email),
  );
  const withPassword = useSubmit(
    () => answer(client["sign-in"].password.$post({ json: { email, password } })),
    () => enter(to),
  );

  const passkey = usePasskeySignIn(() => enter(to));

  if (sentTo)
    return (
      <FrontDoor title={t("signIn.sent")} lead={t("signIn.sentText", { email: sentTo })}>
        {installation?.mailIsKeptHere && <LinkButton href="/mail">{t("signIn.open")}</LinkButton>}
      </FrontDoor>
    );
  const form = way === "link" ? link : withPassword;
  return (
    <FrontDoor title={t("signIn.title")} lead={way === "link" ? t("signIn.lead") : undefined}>
      <Form
        onSubmit={() => form.submit(undefined)}
        actions={
          <Button type="submit" variant="primary" busy={form.busy}>
            {way === "link" ? t("signIn.sendLink") : t("signIn.passwordButton")}
          </Button>
        }
      >
        <TextField
          label={t("signIn.email")}
          type="email"
          name="email"
          autoComplete="username"
          autoFocus
          value={email}
          onChange={setEmail}
          error={form.errors.email}
        />
        {way === "password" && (
          <PasswordField
            label={t("signIn.password")}
            value={password}
            onChange={setPassword}
            error={form.errors.password}
          />
        )}
        {Object.keys(form.errors).length === 0 && <FormErrors problem={form.problem} />}
      </Form>
      {isProviderProblem(cameBack) && <FormErrors problem={t(`signIn.provider.${cameBack}`)} />}
      <FormErrors problem={passkey.problem} />
      <Row>
        {installation?.provider && (
          <LinkButton href={`/api/organisation/sign-in/oidc?to=${encodeURIComponent(wayBack(to))}`}>
            {t("signIn.provider", { name: installation.provider })}
          </LinkButton>
        )}
        {canUsePasskeys() && (
          <Button icon={<KeySquare />} busy={passkey.busy} onPress={() => void passkey.submit(undefined)}>
            {t("signIn.passkey")}
          </Button>
        )}
      </Row>
      <div>
        <Button variant="quiet" size="small" onPress={() => setWay(way === "link" ? "password" : "link")}>
          {way === "link" ? t("signIn.usePassword") : t("signIn.useLink")}
        </Button>
      </div>
    </FrontDoor>
  );
}
