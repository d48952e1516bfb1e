import { useQuery, useQueryClient } from "@tanstack/react-query";
import { LogOut } from "lucide-react";
import {
  Button,
  Card,
  ConfirmDialog,
  LinkButton,
  Page,
  Skeleton,
  useFormat,
  useSubmit,
  useText,
  useToast,
} from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import { OwnTable } from "./ownTable.tsx";
import { text } from "./page.text.ts";
import { PasskeysCard } from "./passkeysCard.tsx";
import { PasswordCard } from "./passwordCard.tsx";
import { SignInsCard } from "./signInsCard.tsx";
import { useDeviceName } from "./useDeviceName.ts";
import type { SignedInOn } from "./wire.ts";

/** A person's own way in: where she is signed in, and what signs in for her. */
export function AccountPage() {
  const t = useText(text);
  return (
    <Page title={t("account.title")} lead={t("account.lead")}>
      <PasskeysCard />
      <PasswordCard />
      <SessionsCard />
      <SignInsCard />
      <Card title={t("tokens.title")}>
        <p>{t("tokens.about")}</p>
        <div>
          <LinkButton href="/account/tokens">{t("tokens.open")}</LinkButton>
        </div>
      </Card>
    </Page>
  );
}

function SessionsCard() {
  const t = useText(text);
  const format = useFormat();
  const toast = useToast();
  const queries = useQueryClient();
  const { data } = useQuery({
    queryKey: ["account", "sessions"],
    queryFn: () => answer(client.sessions.$get()),
  });
  const nameOf = useDeviceName();
  const ending = useSubmit(
    (session: SignedInOn | "others") =>
      answer(
        session === "others"
          ? client.sessions.$delete()
          : client.sessions[":id"].$delete({ param: { id: session.id } }),
      ),
    async () => {
      await queries.invalidateQueries({ queryKey: ["account", "sessions"] });
      toast({ message: t("sessions.ended") });
    },
  );
  return (
    <Card
      title={t("sessions.title")}
      actions={
        data &&
        data.length > 1 && (
          <ConfirmDialog
            title={t("sessions.endOthers")}
            trigger={<Button icon={<LogOut />}>{t("sessions.endOthers")}</Button>}
            confirmLabel={t("sessions.endCount", { count: data.length - 1 })}
            busy={ending.busy}
            onConfirm={() => void ending.submit("others")}
          >
            <p>{t("sessions.endOthersText")}</p>
            <ul>
              {data
                .filter(({ isThisOne }) => !isThisOne)
                .map((session) => (
                  <li key={session.id}>
                    {t("sessions.lastUsed", {
                      device: nameOf(session),
                      when: format.dateTime(session.usedAt),
                    })}
                  </li>
                ))}
            </ul>
            <p>{t("sessions.stayHere")}</p>
          </ConfirmDialog>
        )
      }
    >
      <p>{t("sessions.text")}</p>
      {ending.problem && <p role="alert">{ending.problem}</p>}
      {!data ? (
        <Skeleton lines={3} />
      ) : (
        <OwnTable
          label={t("sessions.title")}
          rows={data}
          name={{
            label: t("sessions.where"),
            of: nameOf,
            badge: ({ isThisOne }) => (isThisOne ? t("sessions.here") : null),
            isGood: true,
          }}
          columns={[
            {
              key: "createdAt",
              label: t("sessions.since"),
              render: ({ createdAt }) => format.dateTime(createdAt),
            },
            { key: "usedAt", label: t("sessions.used"), render: ({ usedAt }) => format.dateTime(usedAt) },
          ]}
          act={{
            label: t("sessions.end"),
            render: (session) =>
              !session.isThisOne && (
                <Button
                  size="small"
                  aria-label={t("sessions.endThat", { device: nameOf(session) })}
                  onPress={() => void ending.submit(session)}
                >
                  {t("sessions.end")}
                </Button>
              ),
          }}
        />
      )}
    </Card>
  );
}
