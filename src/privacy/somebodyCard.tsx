import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  Button,
  Card,
  ConfirmDialog,
  Form,
  FormErrors,
  LinkButton,
  RadioGroup,
  Row,
  TextField,
  useSubmit,
  useText,
  useToast,
} from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import { text } from "./text.ts";

type Kind = "people" | "customers";
type Found = { kind: Kind; id: string; name: string; email: string };

/** For an administrator whom somebody has asked: what do you know about me, or forget me. */
export function SomebodyCard() {
  const t = useText(text);
  const [kind, setKind] = useState<Kind>("customers");
  const [email, setEmail] = useState("");
  const [found, setFound] = useState<Found | null>(null);
  const finding = useSubmit(
    (wanted: { kind: Kind; email: string }) => answer(client.find.$post({ json: wanted })),
    (somebody) => setFound({ kind, ...somebody }),
  );
  return (
    <Card title={t("somebody.title")}>
      <p>{t("somebody.text")}</p>
      <Form
        onSubmit={() => {
          setFound(null);
          void finding.submit({ kind, email: email.trim() });
        }}
      >
        <FormErrors problem={finding.problem} />
        <RadioGroup
          label={t("somebody.kind")}
          value={kind}
          onChange={(value) => setKind(value as Kind)}
          options={[
            { value: "customers", label: t("somebody.customer") },
            { value: "people", label: t("somebody.person") },
          ]}
        />
        <TextField
          label={t("somebody.email")}
          type="email"
          value={email}
          onChange={setEmail}
          error={finding.errors.email}
        />
        <div>
          <Button type="submit" busy={finding.busy}>
            {t("somebody.find")}
          </Button>
        </div>
      </Form>
      {found && <FoundSomebody found={found} onErased={() => setFound(null)} />}
    </Card>
  );
}

function FoundSomebody({ found, onErased }: { found: Found; onErased: () => void }) {
  const t = useText(text);
  const toast = useToast();
  const queries = useQueryClient();
  const { kind, id } = found;
  const name = found.name || found.email;
  const copy = `/api/privacy/${kind}/${id}/copy`;
  const erasing = useSubmit(
    () => answer(client[":kind"][":id"].$delete({ param: { kind, id } })),
    async () => {
      await queries.invalidateQueries();
      toast({ message: t("erase.done", { name }) });
      onErased();
    },
  );
  return (
    <section aria-label={name}>
      <p role="status">
        <strong>{found.name}</strong> {found.email}
      </p>
      <FormErrors problem={erasing.problem} />
      <Row>
        <LinkButton href={`${copy}?as=pdf`}>{t("copy.pdf")}</LinkButton>
        <LinkButton href={copy}>{t("copy.file")}</LinkButton>
        <ConfirmDialog
          title={t("erase.title", { name })}
          trigger={<Button variant="danger">{t("erase.button")}</Button>}
          confirmLabel={t("erase.button")}
          isDanger
          busy={erasing.busy}
          onConfirm={() => void erasing.submit(undefined)}
        >
          <p>{kind === "customers" ? t("erase.customer") : t("erase.person")}</p>
          <p>{t("erase.forGood")}</p>
        </ConfirmDialog>
      </Row>
    </section>
  );
}
