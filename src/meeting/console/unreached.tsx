import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button, FieldRow, Form, Notice, TextField, useText } from "#design/index.ts";
import { answer, Problem } from "#platform/http/client.ts";
import { client } from "#preparation/client.ts";
import styles from "./console.module.css";
import { text } from "./text.ts";
import { useLead } from "./use.tsx";

/** Who came in by the code alone has no address here: said before the minutes go out, with the way to give one. */
export function Unreached() {
  const t = useText(text);
  const { plan, isLeading } = useLead();
  const queries = useQueryClient();
  const { unreached } = plan;
  const [name, setName] = useState<string | null>(null);
  const [email, setEmail] = useState("");
  const called = name ?? unreached[0] ?? "";
  const add = useMutation({
    mutationFn: () =>
      answer(
        client.meetings[":id"].participants.$post({
          param: { id: plan.id },
          json: { who: "guest", role: "participant", name: called, email },
        }),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["meeting", plan.id] });
      setName(null);
      setEmail("");
    },
  });
  if (unreached.length === 0) return null;
  const errors = add.error instanceof Problem ? add.error.errors : [];
  const errorOf = (field: string) => errors.find((each) => each.field === field)?.message;
  return (
    <Notice>
      <p>{t("close.unreached", { names: unreached.join(", ") })}</p>
      {isLeading && (
        <Form
          onSubmit={() => add.mutate()}
          actions={
            <Button type="submit" size="small" busy={add.isPending}>
              {t("close.reach")}
            </Button>
          }
        >
          <FieldRow>
            <TextField
              label={t("close.reachName")}
              value={called}
              onChange={setName}
              error={errorOf("name")}
              maxLength={200}
            />
            <TextField
              type="email"
              label={t("close.reachMail")}
              value={email}
              onChange={setEmail}
              error={errorOf("email")}
              maxLength={320}
              autoComplete="off"
            />
          </FieldRow>
          {add.error && errors.length === 0 && (
            <p role="alert" className={styles.over}>
              {add.error instanceof Problem ? add.error.message : t("points.renewFailed")}
            </p>
          )}
        </Form>
      )}
    </Notice>
  );
}
