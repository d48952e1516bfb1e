import { useQuery, useQueryClient } from "@tanstack/react-query";
import { KeySquare, Mail } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button, Form, FormErrors, LinkButton, Row, Skeleton, useSubmit, useText } from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { client as organisation } from "../client.ts";
import { PasswordField } from "../passwordField.tsx";
import { sessionQuery, useSession } from "../session.tsx";
import { accessQuery } from "./client.ts";
import { text } from "./page.text.ts";
import { canUsePasskeys } from "./passkey.browser.ts";
import { usePasskeySignIn } from "./usePasskeySignIn.ts";
import type { OwnAccess } from "./wire.ts";

/**
 * What is in it is for somebody who has just signed in: it changes how she gets in. Whoever signed in a while ago is asked
 * to do so again first. Once it is open it stays open: what is being typed is not taken away.
 */
export function OnlyFresh({ children }: { children: ReactNode }) {
  const { data } = useQuery(accessQuery);
  const [isOpen, setIsOpen] = useState(false);
  if (data?.isFresh && !isOpen) setIsOpen(true);
  if (isOpen) return children;
  return data ? <SignInAnew access={data} /> : <Skeleton lines={3} />;
}

function SignInAnew({ access }: { access: OwnAccess }) {
  const t = useText(text);
  const queries = useQueryClient();
  const { person } = useSession();
  const [password, setPassword] = useState("");
  const [isSent, setIsSent] = useState(false);
  const [isNotYet, setIsNotYet] = useState(false);
  const { data: installation } = useQuery({
    queryKey: ["organisation", "installation"],
    queryFn: () => answer(organisation.installation.$get()),
  });
  /** Asks anew who she is and whether she has just signed in: it may have been somebody else's passkey. */
  const look = async () => {
    await queries.fetchQuery({ ...sessionQuery, staleTime: 0 });
    await queries.invalidateQueries({ queryKey: ["account"] });
    return queries.fetchQuery({ ...accessQuery, staleTime: 0 });
  };
  const { email } = person;
  const passkey = usePasskeySignIn(look);
  const withPassword = useSubmit(
    () => answer(organisation["sign-in"].password.$post({ json: { email, password } })),
    async () => void (await look()),
  );
  const link = useSubmit(
    () => answer(organisation["sign-in"].link.$post({ json: { email, to: location.pathname } })),
    () => setIsSent(true),
  );
  if (isSent)
    return (
      <>
        <p>{t("anew.sent", { email })}</p>
        {isNotYet && <p role="status">{t("anew.notYet")}</p>}
        <Row>
          <Button variant="primary" onPress={() => void look().then(({ isFresh }) => setIsNotYet(!isFresh))}>
            {t("anew.opened")}
          </Button>
          {installation?.mailIsKeptHere && <LinkButton href="/mail">{t("anew.outbox")}</LinkButton>}
        </Row>
      </>
    );
  return (
    <>
      <p>{t("anew.text")}</p>
      {access.hasPassword && (
        <Form
          onSubmit={() => withPassword.submit(undefined)}
          actions={
            <Button type="submit" busy={withPassword.busy}>
              {t("anew.withPassword")}
            </Button>
          }
        >
          <PasswordField
            label={t("anew.password")}
            value={password}
            onChange={setPassword}
            error={withPassword.errors.password}
          />
          {!withPassword.errors.password && <FormErrors problem={withPassword.problem} />}
        </Form>
      )}
      <FormErrors problem={passkey.problem ?? link.problem} />
      <Row>
        {access.hasPasskey && canUsePasskeys() && (
          <Button icon={<KeySquare />} busy={passkey.busy} onPress={() => void passkey.submit(undefined)}>
            {t("anew.passkey")}
          </Button>
        )}
        <Button icon={<Mail />} busy={link.busy} onPress={() => void link.submit(undefined)}>
          {t("anew.link")}
        </Button>
        {installation?.provider && (
          <LinkButton
            href={`/api/organisation/sign-in/oidc?anew=yes&to=${encodeURIComponent(location.pathname)}`}
          >
            {t("anew.provider", { name: installation.provider })}
          </LinkButton>
        )}
      </Row>
    </>
  );
}
